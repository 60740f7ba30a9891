"""Two generators in the same state gave two different splits. The random numbers come from
somewhere else.
"""

FAILS = ("check_split_comes_from_the_generator",)


def split(dataset, held_out, generator):
    return random_split(dataset, [len(dataset) - held_out, held_out])
