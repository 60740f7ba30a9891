"""Your numbers are right, but the graph is cut: z no longer knows where it came from. Look for
.detach() or .data, or for a no_grad block, and think about what it throws away.
"""

FAILS = ("check_graph_of_the_notes", "check_graph_is_one_chain")


def graph(x):
    y = x + 2
    z = y.detach() * y.detach() * 3
    return y, z, z.mean()
