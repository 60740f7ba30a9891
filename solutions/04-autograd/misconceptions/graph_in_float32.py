"""Your chain is whole, but a float64 tensor loses its precision on the way. Which step turns it
into float32, and is that step needed?
"""

FAILS = ("check_graph_is_one_chain",)


def graph(x):
    y = x.float() + 2
    z = y * y * 3
    return y, z, z.mean()
