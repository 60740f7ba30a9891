"""You use NumPy to get rid of the past of a tensor. It works on the CPU and nowhere else. There is
a method for that, which works wherever the weights are.
"""

FAILS = ("check_gradients_on_meta",)


def gradients(x, y, w1, w2):
    own_w1 = torch.from_numpy(w1.detach().numpy()).requires_grad_()
    own_w2 = torch.from_numpy(w2.detach().numpy()).requires_grad_()
    loss_of(x, y, own_w1, own_w2).backward()
    return own_w1.grad, own_w2.grad
