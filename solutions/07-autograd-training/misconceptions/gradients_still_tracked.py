"""Your gradients are part of a graph of their own. Nobody needs the gradient of the gradient
here. Which argument asks for it?
"""

FAILS = ("check_gradients", "check_gradients_on_meta")


def gradients(x, y, w1, w2):
    own = w1.detach().requires_grad_(), w2.detach().requires_grad_()
    return torch.autograd.grad(loss_of(x, y, *own), own, create_graph=True)
