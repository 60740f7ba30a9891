"""You run the net on a batch that you have made yourself. It has the shape of x, but neither its
dtype nor its device. Why not use x?
"""

FAILS = ("check_shapes_of_a_row", "check_shapes_on_meta")


_right = layer_shapes


def layer_shapes(net, x):
    return _right(net, torch.zeros(x.shape))
