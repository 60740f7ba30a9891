"""The gradients of the model are what they were. Where you work out averages in tensors of your
own: how do they get into .grad?
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
            total = parameter.grad.clone()
            dist.all_reduce(total)
            total /= dist.get_world_size()
