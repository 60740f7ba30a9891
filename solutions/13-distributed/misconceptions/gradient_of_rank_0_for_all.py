"""All your processes end with the gradient of rank 0. What the others have learned from their
rows is lost.
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
            dist.broadcast(parameter.grad, 0)
