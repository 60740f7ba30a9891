"""These are the sums of the columns. One step is missing."""

FAILS = (
    "check_means_of_the_notebook",
    "check_means",
    "check_means_with_a_loader",
)


def column_means(loader):
    total, count = 0, 0
    for rows, _ in loader:
        total = total + rows.sum(dim=0)
        count += len(rows)
    return total
