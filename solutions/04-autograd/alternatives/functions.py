"""Functions of torch in place of operators and methods, `torch.autograd.grad` for `backward`."""


def tracked(x):
    leaf = torch.empty_like(x, requires_grad=True)
    with torch.no_grad():
        leaf.copy_(x)
    return leaf


def enable_grad_in_place(a):
    return torch.Tensor.requires_grad_(a)


def graph(x):
    y = torch.add(x, 2)
    z = torch.mul(torch.square(y), 3)
    return y, z, torch.mean(z)


def made_by(t):
    return type(t.grad_fn).__name__ if t.grad_fn else None


def gradient_example(x):
    leaf = torch.detach(x).requires_grad_()
    out = torch.mean(torch.mul(torch.square(torch.add(leaf, 2)), 3))
    (gradient,) = torch.autograd.grad(out, leaf)
    return gradient


def untracked_square(x):
    return torch.square(torch.detach(x))


def line_gradients(x, w, b):
    leaves = tuple(torch.clone(t).requires_grad_() for t in (x, w, b))
    y = torch.addcmul(leaves[2], leaves[1], leaves[0])
    return torch.autograd.grad(y, leaves, grad_outputs=torch.ones_like(y))


def accumulated(x, times):
    leaf = torch.clone(x).requires_grad_()
    seen = [torch.zeros_like(x)]
    for _ in range(times):
        (gradient,) = torch.autograd.grad(torch.sum(torch.square(leaf)), leaf)
        seen.append(torch.add(seen[-1], gradient))
    return seen[1:]


def fresh(x, times):
    leaf = torch.clone(x).requires_grad_()
    return [torch.autograd.grad(torch.sum(leaf.square()), leaf)[0] for _ in range(times)]


def branching(x):
    return torch.where(torch.gt(x.sum(), 0), torch.square(x).sum(), torch.mul(x, -3).sum())
