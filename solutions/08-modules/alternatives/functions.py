"""torch and torch.nn.functional functions throughout; where() on the way back."""

import torch.nn.functional as F


class TwoLayer(torch.nn.Module):
    def forward(self, input, w1, w2):
        hidden = torch.mm(input, w1)
        return torch.mm(F.relu(hidden), w2)


class MLP(torch.nn.Module):
    def __init__(self, inputs, hidden, outputs):
        super().__init__()
        # Registered in another order: names count, not places.
        self.fc2 = torch.nn.Linear(in_features=hidden, out_features=outputs, bias=True)
        self.fc1 = torch.nn.Linear(in_features=inputs, out_features=hidden, bias=True)

    def forward(self, x):
        hidden = F.linear(x, self.fc1.weight, self.fc1.bias)
        return F.linear(F.relu(hidden, inplace=True), self.fc2.weight, self.fc2.bias)


def build_sequential(inputs, hidden, outputs):
    layers = [torch.nn.Linear(inputs, hidden), torch.nn.ReLU(inplace=True)]
    layers.append(torch.nn.Linear(hidden, outputs))
    return torch.nn.Sequential(*layers)


def count_parameters(model):
    counts = [torch.numel(p) for p in filter(lambda p: p.requires_grad, model.parameters())]
    return int(sum(counts))


class ClippedReLU(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, limit):
        ctx.limit = limit
        ctx.save_for_backward(x)
        return torch.clamp(x, min=0.0, max=limit)

    @staticmethod
    def backward(ctx, grad_output):
        x = ctx.saved_tensors[0]
        inside = torch.logical_and(torch.gt(x, 0), torch.lt(x, ctx.limit))
        return torch.where(inside, grad_output, torch.zeros_like(grad_output)), None
