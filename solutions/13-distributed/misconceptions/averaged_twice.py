"""Your gradients are too small by a factor of the world size: you divide before the sum and after
it.
"""

FAILS = (
    "check_average_of_two",
    "check_average",
    "check_average_of_three",
    "check_average_without_gradient",
)


def average_gradients(model):
    for parameter in model.parameters():
        if parameter.grad is not None:
            parameter.grad /= dist.get_world_size()
            dist.all_reduce(parameter.grad)
            parameter.grad /= dist.get_world_size()
