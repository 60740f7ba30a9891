"""Your first answer is right, and then it changes when the net runs again. What have you put on the
layers that is still there?
"""

FAILS = ("check_shapes_stay",)


def layer_shapes(net, x):
    shapes = {}
    for name, child in net.named_children():

        def note(module, inputs, output, name=name):
            shapes[name] = tuple(output.shape)

        child.register_forward_hook(note)
    net(x)
    return shapes
