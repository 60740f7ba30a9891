"""Your gradients are right, but the caller's x is tracked now, and its .grad is full: a second call
goes on adding to it. Which tensor could you track instead?
"""

FAILS = ("check_accumulated_again",)


def accumulated(x, times):
    x.requires_grad = True
    seen = []
    for _ in range(times):
        (x * x).sum().backward()
        seen.append(x.grad.clone())
    return seen
