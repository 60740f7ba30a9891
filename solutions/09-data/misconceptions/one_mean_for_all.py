"""You give a single mean of all numbers. There is one for each column."""

FAILS = (
    "check_means_of_the_notebook",
    "check_means",
    "check_means_with_a_loader",
)


def column_means(loader):
    total, count = 0, 0
    for rows, _ in loader:
        total = total + rows.sum()
        count += rows.numel()
    return total / count
