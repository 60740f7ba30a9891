"""Your chain begins at a copy of x, not at x: a gradient would never arrive at the tensor of the
caller. Here x is tracked already, so you may build directly on it.
"""

FAILS = ("check_graph_is_one_chain",)


def graph(x):
    leaf = x.detach().clone().requires_grad_()
    y = leaf + 2
    z = y * y * 3
    return y, z, z.mean()
