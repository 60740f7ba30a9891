"""Your list is full of zeros. You stored the gradient itself and then set that same tensor to
zero. What do you have to do before you clear it?
"""

FAILS = ("check_fresh_stays",)


def fresh(x, times):
    leaf = x.detach().clone().requires_grad_()
    seen = []
    for _ in range(times):
        (leaf * leaf).sum().backward()
        seen.append(leaf.grad)
        leaf.grad.zero_()
    return seen
