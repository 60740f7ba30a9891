"""Writing into tensors of one's own, `out=`, hooks, and an optimiser that only clears."""


def tracked(x):
    return x.new_empty(x.shape).copy_(x.detach()).requires_grad_()


def enable_grad_in_place(a):
    a.requires_grad ^= not a.requires_grad
    return a


def graph(x):
    y = x.clone()
    y += 2
    z = y.square()
    z *= 3
    return y, z, z.mean(tuple(range(z.dim())))


def made_by(t):
    return t.grad_fn and t.grad_fn.name()


def gradient_example(x):
    gradient = torch.empty_like(x, requires_grad=False)
    torch.add(x.detach(), 2, out=gradient)
    return gradient.mul_(6).div_(x.numel())


def untracked_square(x):
    square = torch.empty_like(x, requires_grad=False)
    with torch.inference_mode():
        torch.mul(x, x, out=square)
    return square


def line_gradients(x, w, b):
    arrived = {}
    leaves = {name: t.clone().requires_grad_() for name, t in (("x", x), ("w", w), ("b", b))}
    for name, leaf in leaves.items():
        leaf.register_hook(lambda gradient, name=name: arrived.update({name: gradient.clone()}))
    (leaves["w"] * leaves["x"] + leaves["b"]).backward()
    return arrived["x"], arrived["w"], arrived["b"]


def accumulated(x, times):
    seen = torch.zeros(times, *x.shape, dtype=x.dtype)
    leaf = x.clone().requires_grad_()
    for place in seen:
        leaf.square().sum().backward()
        place.copy_(leaf.grad)
    return list(seen.unbind())


def fresh(x, times):
    leaf = torch.nn.Parameter(x.clone())
    cleaner = torch.optim.SGD([leaf], lr=0.1)
    seen = []
    for _ in range(times):
        cleaner.zero_grad()
        leaf.square().sum().backward()
        seen.append(leaf.grad.clone())
    return seen


def branching(x):
    out = x.clone()
    if bool(out.detach().sum().le(0)):
        out *= -3
        return out.sum()
    return out.pow_(2).sum()
