"""Your result is right for a plain tensor. For a tensor that is tracked already it is no leaf:
clone() is an operation, and autograd records it. How do you leave the old graph first?
"""

FAILS = ("check_tracked_from_tracked",)


def tracked(x):
    return x.clone().requires_grad_()
