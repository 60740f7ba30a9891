"""Your two parts have changed places: the test set is the one with held_out items, and it comes
second.
"""

FAILS = (
    "check_split_of_ten",
    "check_split_is_complete",
    "check_split_comes_from_the_generator",
)


def split(dataset, held_out, generator):
    return random_split(dataset, [held_out, len(dataset) - held_out], generator=generator)
