"""Your function fetches the prediction to the CPU before it compares. On a GPU ``y`` is still over
there, and from meta there is nothing to fetch. Stay where the tensors are.
"""

FAILS = ("check_loss_on_meta",)


def loss_of(x, y, w1, w2):
    return (((x @ w1).clamp(min=0) @ w2).cpu() - y).pow(2).sum()
