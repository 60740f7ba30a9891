"""Your keys are the names of the classes. Two layers of one class then share one entry. Which
method of a module gives each child with a name of its own?
"""

FAILS = (
    "check_shapes_of_a_row",
    "check_shapes_of_a_maze",
    "check_shapes_stay",
    "check_shapes_on_meta",
)


def layer_shapes(net, x):
    shapes, hooks = {}, []
    for child in net.children():

        def note(module, inputs, output):
            shapes[type(module).__name__] = tuple(output.shape)

        hooks.append(child.register_forward_hook(note))
    net(x)
    for hook in hooks:
        hook.remove()
    return shapes
