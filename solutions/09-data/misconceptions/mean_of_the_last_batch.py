"""Your means are those of the last batch alone."""

FAILS = (
    "check_means_of_the_notebook",
    "check_means",
    "check_means_with_a_loader",
)


def column_means(loader):
    for rows, _ in loader:
        means = rows.mean(dim=0)
    return means
