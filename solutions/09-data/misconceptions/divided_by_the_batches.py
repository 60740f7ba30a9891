"""You divide by the number of batches. How many rows have you added up?"""

FAILS = (
    "check_means_of_the_notebook",
    "check_means",
    "check_means_with_a_loader",
)


def column_means(loader):
    total, count = 0, 0
    for rows, _ in loader:
        total = total + rows.sum(dim=0)
        count += 1
    return total / count
