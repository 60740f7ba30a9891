"""Items of the test set are in the training set too. The network would know those answers by
heart.
"""

FAILS = (
    "check_split_of_ten",
    "check_split_is_complete",
    "check_split_comes_from_the_generator",
)


def split(dataset, held_out, generator):
    _, test = random_split(dataset, [len(dataset) - held_out, held_out], generator=generator)
    return dataset, test
