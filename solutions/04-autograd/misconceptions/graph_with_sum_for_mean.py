"""y and z are right, but out grows with the number of elements. Which single number should stand
for all of z: its total or its average?
"""

FAILS = ("check_graph_of_the_notes", "check_graph_values")


def graph(x):
    y = x + 2
    z = y * y * 3
    return y, z, z.sum()
