"""Your gradient is the same for every v: all weights are 1 in your code. Where should v go in?"""

FAILS = ("check_weighted_by_hand", "check_weighted_of_the_notes", "check_weighted")


def weighted_backward(x, v):
    leaf = x.detach().clone().requires_grad_()
    double_until(leaf).sum().backward()
    return leaf.grad
