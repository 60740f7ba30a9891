"""Your gradient is the same after every pass. In this task it should grow. What clears it, or
gives you a new leaf, each time round?
"""

FAILS = ("check_accumulated_grows",)


def accumulated(x, times):
    seen = []
    for _ in range(times):
        leaf = x.detach().clone().requires_grad_()
        (leaf * leaf).sum().backward()
        seen.append(leaf.grad)
    return seen
