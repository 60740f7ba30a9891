"""All processes add up, but only rank 0 divides: the others are left with the sum. Which of them
needs the average?
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
            dist.all_reduce(parameter.grad)
            if dist.get_rank() == 0:
                parameter.grad /= dist.get_world_size()
