"""Your shapes lack their first dimension. The task asks for the shape as the tensor has it."""

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
            shapes[name] = tuple(output.shape[1:])

        hooks.append(child.register_forward_hook(note))
    net(x)
    for hook in hooks:
        hook.remove()
    return shapes
