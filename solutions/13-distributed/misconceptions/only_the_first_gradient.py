"""Only the gradient of the first parameter is averaged. Where does your loop end?"""

FAILS = (
    "check_average",
    "check_average_of_three",
    "check_average_without_gradient",
)


def average_gradients(model):
    for parameter in model.parameters():
        if parameter.grad is not None:
            dist.all_reduce(parameter.grad)
            parameter.grad /= dist.get_world_size()
        break
