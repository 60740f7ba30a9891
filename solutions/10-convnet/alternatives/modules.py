"""Modules for everything: nn.Conv2d, nn.MaxPool2d, nn.Flatten and nn.Sequential do the work."""

from collections import OrderedDict


def cross_correlate(image, kernel):
    layer = nn.Conv2d(1, 1, tuple(kernel.shape), bias=False).to(image)
    with torch.no_grad():
        layer.weight.copy_(kernel)
        return layer(image.unsqueeze(0).unsqueeze(0)).squeeze(0).squeeze(0)


def output_size(size, kernel, stride=1, padding=0):
    layer = nn.Conv1d(1, 1, kernel, stride=stride, padding=padding)
    return layer(torch.zeros(1, 1, size)).size(2)


def num_flat_features(x):
    return nn.Flatten()(x).size(1) if x.dim() > 1 else 1


class Net(nn.Sequential):
    def __init__(self):
        parts = OrderedDict(
            conv1=nn.Conv2d(1, 6, 5),
            relu1=nn.ReLU(),
            pool1=nn.MaxPool2d(2),
            conv2=nn.Conv2d(6, 16, kernel_size=(5, 5)),
            relu2=nn.ReLU(inplace=True),
            pool2=nn.MaxPool2d(2, 2),
            flatten=nn.Flatten(),
            fc1=nn.Linear(400, 120),
            relu3=nn.ReLU(),
            fc2=nn.Linear(120, 84),
            relu4=nn.ReLU(),
            fc3=nn.Linear(84, 10),
        )
        super().__init__(parts)


def layer_shapes(net, x):
    """One hook for all modules in the world, which asks each whether it is a child."""
    names = {child: name for name, child in net.named_children()}
    shapes = OrderedDict()

    def note(module, inputs, output):
        if module in names:
            shapes[names[module]] = output.size()

    with nn.modules.module.register_module_forward_hook(note), torch.no_grad():
        net(x)
    return dict(shapes)
