"""Rank 0 has the average, and the others still have what they brought. Everybody needs the
result, or the copies drift apart.
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
            if dist.get_rank() == 0:
                parameter.grad = total / dist.get_world_size()
