"""All-reduce adds up. An average needs one more step; without it, more processes mean longer
steps.
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
