"""Some items are in both parts, and some in none: you choose the two parts one without the
other.
"""

FAILS = (
    "check_split_of_ten",
    "check_split_is_complete",
    "check_split_comes_from_the_generator",
)


def split(dataset, held_out, generator):
    first = torch.randperm(len(dataset), generator=generator)[held_out:]
    second = torch.randperm(len(dataset), generator=generator)[:held_out]
    subset = torch.utils.data.Subset
    return subset(dataset, first.tolist()), subset(dataset, second.tolist())
