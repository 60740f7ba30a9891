"""Your gradients are right, and then you bring them to the CPU. The weights that they belong to are
perhaps on a GPU, and a step with both fails.
"""

FAILS = ("check_gradients_on_meta",)


def gradients(x, y, w1, w2):
    own_w1, own_w2 = w1.detach().requires_grad_(), w2.detach().requires_grad_()
    loss_of(x, y, own_w1, own_w2).backward()
    return own_w1.grad.cpu(), own_w2.grad.cpu()
