"""Every entry of your list shows the last gradient. You stored the same tensor again and again,
and it kept growing. What would take a photograph of it?
"""

FAILS = ("check_accumulated_grows",)


def accumulated(x, times):
    leaf = x.detach().clone().requires_grad_()
    seen = []
    for _ in range(times):
        (leaf * leaf).sum().backward()
        seen.append(leaf.grad)
    return seen
