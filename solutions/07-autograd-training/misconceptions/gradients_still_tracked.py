"""Your gradients are part of a graph of their own. Nobody needs the gradient of the gradient
here: return plain tensors.
"""

FAILS = ("check_gradients_are_plain",)


def gradients(x, y, w1, w2):
    own = w1.detach().requires_grad_(), w2.detach().requires_grad_()
    return torch.autograd.grad(loss_of(x, y, *own), own, create_graph=True)
