"""The shapes are right, but they stand in the order in which the layers were defined. Which of them
ran first?
"""

FAILS = ("check_shapes_of_a_maze", "check_shapes_on_meta")


def layer_shapes(net, x):
    shapes, hooks = {name: None for name, _ in net.named_children()}, []
    for name, child in net.named_children():

        def note(module, inputs, output, name=name):
            shapes[name] = tuple(output.shape)

        hooks.append(child.register_forward_hook(note))
    net(x)
    for hook in hooks:
        hook.remove()
    return shapes
