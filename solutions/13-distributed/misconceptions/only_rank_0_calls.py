"""One of your processes waits for another in vain. All-reduce is a meeting: what happens when only
rank 0 comes?
"""

FAILS = (
    "check_average_of_two",
    "check_average",
    "check_average_of_three",
    "check_average_without_gradient",
)


def average_gradients(model):
    if dist.get_rank() == 0:
        for parameter in model.parameters():
            if parameter.grad is not None:
                dist.all_reduce(parameter.grad)
                parameter.grad /= dist.get_world_size()
