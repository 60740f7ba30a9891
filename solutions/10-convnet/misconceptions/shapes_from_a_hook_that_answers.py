"""Your hook returns something, and what a hook returns takes the place of the layer's output. A
lambda always returns the value of its expression. What does a def without return give back?
"""

FAILS = (
    "check_shapes_of_a_row",
    "check_shapes_of_a_maze",
    "check_shapes_stay",
    "check_shapes_on_meta",
)


def layer_shapes(net, x):
    shapes = {}
    hooks = [
        child.register_forward_hook(
            lambda module, inputs, output, name=name: shapes.setdefault(name, output.shape)
        )
        for name, child in net.named_children()
    ]
    net(x)
    for hook in hooks:
        hook.remove()
    return shapes
