"""Every generator gives the same split. Use the one that you are given, in the state in which it
comes.
"""

FAILS = (
    "check_split_comes_from_the_generator",
    "check_split_makes_every_choice",
)


def split(dataset, held_out, generator):
    own = torch.Generator().manual_seed(0)
    return random_split(dataset, [len(dataset) - held_out, held_out], generator=own)
