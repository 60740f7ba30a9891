"""All three values are right and out comes from z, but z does not come from y: you added the 2
anew. In a chain, z is made from the very y that you return.
"""

FAILS = ("check_graph_is_one_chain",)


def graph(x):
    y = x + 2
    z = 3 * (x + 2) ** 2
    return y, z, z.mean()
