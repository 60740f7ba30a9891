"""Pen and paper: formulas and NumPy wherever no graph is asked for."""

import numpy as np


def tracked(x):
    return torch.from_numpy(x.detach().numpy().copy()).requires_grad_()


def enable_grad_in_place(a):
    if not a.requires_grad:
        a.requires_grad_()
    return a


def graph(x):
    y = 2 + x
    z = 3 * y**2
    return y, z, (z / z.numel()).sum()


def made_by(t):
    try:
        return t.grad_fn.name()
    except AttributeError:
        return None


def gradient_example(x):
    return 6 * (x.detach() + 2) / x.numel()


def untracked_square(x):
    return torch.as_tensor(np.square(x.detach().numpy()))


def line_gradients(x, w, b):
    return w, x, torch.ones_like(b)


def accumulated(x, times):
    return [2 * k * x for k in range(1, times + 1)]


def fresh(x, times):
    return times * [x + x]


def branching(x):
    positive = np.sum(x.detach().numpy()) > 0
    return x.square().sum() if positive else -3 * x.sum()
