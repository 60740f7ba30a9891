"""Windows and einsum; F.unfold turns a convolution into a matrix product."""

import functools
import math


def cross_correlate(image, kernel):
    h, w = kernel.shape
    size = image.shape[0] - h + 1, image.shape[1] - w + 1
    windows = image.as_strided((*size, h, w), (*image.stride(), *image.stride()))
    return torch.einsum("ijab,ab->ij", windows, kernel)


def output_size(size, kernel, stride=1, padding=0):
    return math.floor((size - kernel + padding + padding) / stride + 1)


def num_flat_features(x):
    return math.prod(x.shape[1:])


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        for number, (inputs, outputs) in enumerate(((1, 6), (6, 16)), 1):
            setattr(self, f"conv{number}", nn.Conv2d(inputs, outputs, 5))
        for number, (inputs, outputs) in enumerate(((400, 120), (120, 84), (84, 10)), 1):
            self.add_module(f"fc{number}", nn.Linear(inputs, outputs))

    def forward(self, x):
        for layer in (self.conv1, self.conv2):
            side = x.shape[2] - 4
            columns = F.unfold(x, 5)
            maps = torch.einsum("ok,nkl->nol", layer.weight.flatten(1), columns)
            maps = (maps + layer.bias[:, None]).unflatten(2, (side, side))
            # The larger of two, and then what is positive of it: the other way round is the same.
            x = F.relu(F.max_pool2d(maps, kernel_size=2, stride=2))
        x = torch.einsum("nchw->nchw", x).reshape(x.size(0), -1)
        x = torch.where(self.fc1(x) > 0, self.fc1(x), torch.zeros_like(self.fc1(x)))
        x = torch.maximum(self.fc2(x), torch.zeros((), dtype=x.dtype, device=x.device))
        return torch.einsum("ni,oi->no", x, self.fc3.weight) + self.fc3.bias


def note(shapes, name, module, inputs, output):
    shapes[name] = output.shape


def layer_shapes(net, x):
    shapes = {}
    handles = []
    for name, child in net._modules.items():
        handles.append(child.register_forward_hook(functools.partial(note, shapes, name)))
    try:
        net(x)
    finally:
        for handle in handles:
            handle.remove()
    return shapes
