"""There is a single entry in your dict, under the name of the last layer. The functions that you
made in the loop all share one variable. When do they look at it?
"""

FAILS = (
    "check_shapes_of_a_row",
    "check_shapes_of_a_maze",
    "check_shapes_stay",
    "check_shapes_on_meta",
)


def layer_shapes(net, x):
    shapes, hooks = {}, []
    for name, child in net.named_children():

        def note(module, inputs, output):
            shapes[name] = tuple(output.shape)  # noqa: B023

        hooks.append(child.register_forward_hook(note))
    net(x)
    for hook in hooks:
        hook.remove()
    return shapes
