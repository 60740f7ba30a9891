"""As in code from before 2018: super with arguments, .mm, .data, and a backward nobody calls."""

from functools import reduce
from operator import mul


class TwoLayer(torch.nn.Module):
    def __init__(self):
        super(TwoLayer, self).__init__()  # noqa: UP008

    def forward(self, input_n, w1, w2):
        x = torch.mm(input_n, w1)
        x = torch.clamp(x, min=0)
        return torch.mm(x, w2)

    def backward(self):
        pass


class MLP(torch.nn.Module):
    def __init__(self, D_in, H, D_out):
        torch.nn.Module.__init__(self)
        self.fc1 = torch.nn.Linear(D_in, H)
        self.fc2 = torch.nn.Linear(H, D_out)

    def forward(self, x):
        x = self.fc1(x).clamp(min=0)
        return self.fc2(x)

    def backward(self):
        pass


def build_sequential(inputs, hidden, outputs):
    model = torch.nn.Sequential()
    model.add_module("0", torch.nn.Linear(inputs, hidden))
    model.add_module("1", torch.nn.ReLU())
    model.add_module("2", torch.nn.Linear(hidden, outputs))
    return model


def count_parameters(model):
    total = 0
    for p in model.parameters():
        if not p.requires_grad:
            continue
        total += reduce(mul, p.data.size(), 1)
    return total


class ClippedReLU(torch.autograd.Function):
    @staticmethod
    def forward(ctx, input, limit):
        ctx.save_for_backward(input)
        ctx.limit = limit
        output = input.clone()
        output[output < 0] = 0
        output[output > limit] = limit
        return output

    @staticmethod
    def backward(ctx, grad_output):
        (input,) = ctx.saved_tensors
        grad_input = grad_output.clone()
        grad_input[input <= 0] = 0
        grad_input[input >= ctx.limit] = 0
        return grad_input, None
