"""You divide by the number of batches times their size, as if the last batch were full. Count
the rows that you really see.
"""

FAILS = (
    "check_means_of_the_notebook",
    "check_means",
    "check_means_with_a_loader",
)


def column_means(loader):
    batches = [rows for rows, _ in loader]
    total = sum(rows.sum(dim=0) for rows in batches)
    return total / (len(batches) * len(batches[0]))
