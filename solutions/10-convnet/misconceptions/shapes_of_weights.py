"""You list the shapes of the weights. They are the same for every x. What does each layer make of
x?
"""

FAILS = (
    "check_shapes_of_a_row",
    "check_shapes_of_a_maze",
    "check_shapes_stay",
    "check_shapes_on_meta",
)


def layer_shapes(net, x):
    return {name: tuple(p.shape) for name, p in net.named_parameters()}
