"""You run the net on a GPU in order to see its shapes. It may be on the CPU, and there may be no
GPU. Run it on the batch that was given, where that is.
"""

FAILS = (
    "check_shapes_of_a_row",
    "check_shapes_of_a_maze",
    "check_shapes_stay",
    "check_shapes_on_meta",
)

_as_given = layer_shapes


def layer_shapes(net, x):
    return _as_given(net.cuda(), x.cuda())
