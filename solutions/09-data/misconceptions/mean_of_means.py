"""You take the mean of the batches' means. A short batch then counts as much as a full one. Add
up sums and counts, and divide once.
"""

FAILS = (
    "check_means_of_the_notebook",
    "check_means",
    "check_means_with_a_loader",
)


def column_means(loader):
    return torch.stack([rows.mean(dim=0) for rows, _ in loader]).mean(dim=0)
