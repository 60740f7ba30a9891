"""You switch tracking on for weights that are not yours. Whether they are tracked is for the
caller to say; the loss follows by itself.
"""

FAILS = ("check_loss",)


def loss_of(x, y, w1, w2):
    w1.requires_grad_()
    w2.requires_grad_()
    return ((x @ w1).clamp(min=0) @ w2 - y).pow(2).sum()
