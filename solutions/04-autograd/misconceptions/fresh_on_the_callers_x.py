"""Your gradients are right, but the caller's x is tracked now, and was not before. It was only lent
to you. Which tensor could you track instead?
"""

FAILS = ("check_fresh_again",)


def fresh(x, times):
    x.requires_grad = True
    seen = []
    for _ in range(times):
        x.grad = None
        (x * x).sum().backward()
        seen.append(x.grad.clone())
    return seen
