"""You weigh twice: each entry of your gradient holds the square of its weight. Either multiply by
v, or hand v to backward(), not both.
"""

FAILS = ("check_weighted_by_hand", "check_weighted_of_the_notes", "check_weighted")


def weighted_backward(x, v):
    leaf = x.detach().clone().requires_grad_()
    (v * double_until(leaf)).backward(v)
    return leaf.grad
