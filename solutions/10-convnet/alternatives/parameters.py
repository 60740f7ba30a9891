"""Bare parameters under the right names, shifted copies added up, and slices."""

import numpy as np


def cross_correlate(image, kernel):
    height, width = (i - k + 1 for i, k in zip(image.shape, kernel.shape, strict=True))
    result = torch.zeros(height, width, dtype=image.dtype, device=image.device)
    for a, b in np.ndindex(*kernel.shape):
        result += kernel[a, b] * image[a : a + height, b : b + width]
    return result


def output_size(size, kernel, stride=1, padding=0):
    return len(range(0, size + 2 * padding - kernel + 1, stride))


def num_flat_features(x):
    return int(np.prod(x.shape)) // len(x)


class Weighted(nn.Module):
    def __init__(self, *shape):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(shape).uniform_(-0.1, 0.1))
        self.bias = nn.Parameter(torch.zeros(shape[0]))


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = Weighted(6, 1, 5, 5), Weighted(16, 6, 5, 5)
        self.fc1, self.fc2, self.fc3 = Weighted(120, 400), Weighted(84, 120), Weighted(10, 84)
        self.pool = nn.AdaptiveMaxPool2d(14), nn.AdaptiveMaxPool2d(5)

    def forward(self, x):
        for conv, pool in zip((self.conv1, self.conv2), self.pool, strict=True):
            x = pool(torch.conv2d(x, conv.weight, conv.bias)).relu()
        x = torch.flatten(x, start_dim=1)
        x = torch.addmm(self.fc1.bias, x, self.fc1.weight.mT).relu_()
        x = F.threshold(torch.nn.functional.linear(x, self.fc2.weight, self.fc2.bias), 0, 0)
        return x @ self.fc3.weight.T + self.fc3.bias[None]


def layer_shapes(net, x):
    """Every child stands aside, for one run, for a stand-in that runs it and looks."""
    shapes = {}

    class Spy(nn.Module):
        def __init__(self, name, inner):
            super().__init__()
            self.name, self.inner = name, inner

        def forward(self, *args):
            output = self.inner(*args)
            shapes[self.name] = tuple(output.shape)
            return output

    children = dict(net.named_children())
    for name, child in children.items():
        setattr(net, name, Spy(name, child))
    net(x)
    for name, child in children.items():
        setattr(net, name, child)
    return shapes
