"""All three values are right, but you computed each of them from x anew. In a chain, z is made
from the very y that you return, and out from the very z.
"""

FAILS = ("check_graph_is_one_chain",)


def graph(x):
    return x + 2, 3 * (x + 2) ** 2, (3 * (x + 2) ** 2).mean()
