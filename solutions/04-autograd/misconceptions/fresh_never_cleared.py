"""Your gradient grows from pass to pass. backward() adds to what is there already. What has to
happen before each pass?
"""

FAILS = ("check_fresh_stays",)


def fresh(x, times):
    leaf = x.detach().clone().requires_grad_()
    seen = []
    for _ in range(times):
        (leaf * leaf).sum().backward()
        seen.append(leaf.grad.clone())
    return seen
