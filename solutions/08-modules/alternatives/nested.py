"""Modules that call one another, a Function that keeps x itself on ctx, maximum for ReLU."""

from torch import nn


class Product(nn.Module):
    def forward(self, a, b):
        return a @ b


class TwoLayer(nn.Module):
    def __init__(self):
        super().__init__()
        self.product = Product()

    def forward(self, input, w1, w2):
        h = self.product(input, w1)
        return self.product(torch.maximum(h, h.new_zeros(())), w2)


class MLP(nn.Module):
    def __init__(self, inputs, hidden, outputs):
        super().__init__()
        sizes = inputs, hidden, outputs
        for i in (1, 2):
            setattr(self, f"fc{i}", nn.Linear(sizes[i - 1], sizes[i]))

    def forward(self, x):
        h = self.fc1.forward(x)
        return TwoLayer()(h, torch.eye(h.shape[1]).to(h), self.fc2.weight.t()) + self.fc2.bias


def build_sequential(inputs, hidden, outputs):
    model = MLP(inputs, hidden, outputs)
    return nn.Sequential(model.fc1, nn.Threshold(0.0, 0.0), model.fc2)


def count_parameters(model):
    def is_learned(p):
        return p.requires_grad

    return sum(len(p.flatten()) for p in model.parameters() if is_learned(p))


class ClippedReLU(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, limit):
        ctx.x, ctx.limit = x, limit
        return torch.nn.functional.hardtanh(x, 0.0, limit)

    @staticmethod
    def backward(ctx, grad_output):
        inside = (torch.sign(ctx.x) + torch.sign(ctx.limit - ctx.x)) == 2
        return torch.mul(grad_output, inside), None
