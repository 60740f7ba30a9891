"""Your gradient is exactly twice what it should be. backward() adds to .grad and never overwrites
it. How often does it run?
"""

FAILS = ("check_weighted_by_hand", "check_weighted_of_the_notes", "check_weighted")


def weighted_backward(x, v):
    leaf = x.detach().clone().requires_grad_()
    y = double_until(leaf)
    y.backward(v, retain_graph=True)
    y.backward(v)
    return leaf.grad
