"""You note what goes into each layer. What comes out of it is the hook's other argument."""

FAILS = (
    "check_shapes_of_a_row",
    "check_shapes_of_a_maze",
    "check_shapes_stay",
    "check_shapes_on_meta",
)


def layer_shapes(net, x):
    shapes, hooks = {}, []
    for name, child in net.named_children():

        def note(module, inputs, output, name=name):
            shapes[name] = tuple(inputs[0].shape)

        hooks.append(child.register_forward_hook(note))
    net(x)
    for hook in hooks:
        hook.remove()
    return shapes
