"""Your average is right for two processes and for no other number. Who knows how many there are?"""

FAILS = (
    "check_average_of_three",
    "check_average_of_one",
)


def average_gradients(model):
    for parameter in model.parameters():
        if parameter.grad is not None:
            dist.all_reduce(parameter.grad)
            parameter.grad /= 2
