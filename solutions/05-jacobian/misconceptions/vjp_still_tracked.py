"""Your numbers are right, but the result is tracked: you asked autograd to draw a graph of the
backward pass as well. Nobody needs it here.
"""

FAILS = ("check_vjp_leaves_x_alone", "check_jacobian_leaves_x_alone", "check_jvp_leaves_x_alone")


def vjp(f, x, v):
    leaf = x.detach().clone().requires_grad_()
    return torch.autograd.grad(f(leaf), leaf, v, create_graph=True)[0]
