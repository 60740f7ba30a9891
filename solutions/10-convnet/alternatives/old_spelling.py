"""The spelling of the notes: nn.Module.__init__, view, Variable, and a method that counts."""

from torch.autograd import Variable


def cross_correlate(image, kernel):
    image = Variable(image).contiguous().view(1, 1, image.size(0), image.size(1))
    kernel = Variable(kernel).contiguous().view(1, 1, kernel.size(0), kernel.size(1))
    return F.conv2d(image, kernel)[0][0].data


def output_size(size, kernel, stride=1, padding=0):
    return int((size + 2 * padding - (kernel - 1) - 1) / stride + 1)


def num_flat_features(x):
    return x.contiguous().view(x.size(0), -1).size(1)


class Net(nn.Module):
    def __init__(self):
        nn.Module.__init__(self)
        self.conv1 = nn.Conv2d(1, 6, 5)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.fc1 = nn.Linear(16 * 5 * 5, 120)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), (2, 2))
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        x = x.view(-1, self.num_flat_features(x))
        x = F.relu(self.fc1(x))
        x = F.relu(self.fc2(x))
        return self.fc3(x)

    def num_flat_features(self, x):
        size = x.size()[1:]
        num_features = 1
        for s in size:
            num_features *= s
        return num_features


def layer_shapes(net, x):
    """A hook that always looks up its name, for modules that say which they are."""
    found = []
    hooks = [
        child.register_forward_hook(lambda m, i, o: found.append((m, o.data.size())))
        for child in net.children()
    ]
    net(Variable(x))
    [hook.remove() for hook in hooks]
    names = {id(child): name for name, child in net.named_children()}
    return {names[id(module)]: size for module, size in found}
