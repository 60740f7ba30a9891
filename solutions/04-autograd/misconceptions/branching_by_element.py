"""You chose a road for each element. The task asks for one decision for the whole tensor, and then
all elements take the same road. Which number decides?
"""

FAILS = ("check_branching_follows_the_sum",)


def branching(x):
    return torch.where(x > 0, x * x, -3 * x).sum()
