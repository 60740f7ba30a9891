"""Functions of functions: `torch.func`, `jacobian`, lambdas and partial application."""

from functools import partial
from operator import methodcaller

from torch.autograd.functional import jacobian, vjp


def tracked(x):
    return torch.nn.Parameter(x.detach().clone())


enable_grad_in_place = methodcaller("requires_grad_")


def graph(x):
    y = x + torch.full_like(x, 2)
    z = torch.einsum("...,...->...", y, 3 * y)
    return y, z, torch.einsum("i->", z.flatten()) / z.numel()


made_by = lambda t: getattr(t.grad_fn, "name", lambda: None)()  # noqa: E731


def _out(x):
    return 3 * ((x + 2) ** 2).mean()


def gradient_example(x):
    return torch.func.grad(_out)(x.detach())


@torch.no_grad()
def untracked_square(x):
    return torch.func.vmap(torch.square)(x.reshape(-1)).reshape(x.shape)


def line_gradients(x, w, b):
    return tuple(j.reshape(b.shape) for j in jacobian(lambda x, w, b: w * x + b, (x, w, b)))


def _slope(x):
    return vjp(lambda v: (v * v).sum(), x)[1]


def accumulated(x, times):
    return list(torch.stack([_slope(x)] * times).cumsum(0))


fresh = lambda x, times: [*map(_slope, [x] * times)]  # noqa: E731


def _road(first, second, x):
    return (first if x.sum() > 0 else second)(x)


branching = partial(_road, lambda x: x.flatten().dot(x.flatten()), lambda x: (-3 * x).sum())
