"""You hand x from child to child, in the order in which they are defined. Only a net's own forward
knows the order, and what happens in between. Let the net itself run.
"""

FAILS = ("check_shapes_of_a_maze", "check_shapes_on_meta")


def layer_shapes(net, x):
    shapes = {}
    for name, child in net.named_children():
        x = child(x)
        shapes[name] = tuple(x.shape)
    return shapes
