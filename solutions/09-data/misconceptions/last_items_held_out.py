"""Your test set is simply the end of the data. If the data is sorted, it holds nothing but dogs:
choose at random.
"""

FAILS = (
    "check_split_comes_from_the_generator",
    "check_split_makes_every_choice",
)


def split(dataset, held_out, generator):
    first = len(dataset) - held_out
    indices = range(len(dataset))
    subset = torch.utils.data.Subset
    return subset(dataset, indices[:first]), subset(dataset, indices[first:])
