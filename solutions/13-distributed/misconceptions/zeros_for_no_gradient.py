"""Where there was no gradient you leave zeros. Optimisers skip a parameter without a gradient,
but not one whose gradient is zero.
"""

FAILS = ("check_average_without_gradient",)


def average_gradients(model):
    for parameter in model.parameters():
        if parameter.grad is None:
            parameter.grad = torch.zeros_like(parameter)
        dist.all_reduce(parameter.grad)
        parameter.grad /= dist.get_world_size()
