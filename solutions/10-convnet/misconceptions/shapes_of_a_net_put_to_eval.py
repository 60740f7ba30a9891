"""The shapes are right, but the net comes back in eval mode, whichever it was in. It belongs to the
caller: leave it as it was, or put it back.
"""

FAILS = ("check_net_is_left_alone",)


_right = layer_shapes


def layer_shapes(net, x):
    return _right(net.eval(), x)
