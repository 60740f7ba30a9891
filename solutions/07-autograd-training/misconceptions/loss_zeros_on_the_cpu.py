"""Your ReLU compares with zeros that are born on the CPU, because you did not say where. How can a
new tensor take after another, or how can you do without one?
"""

FAILS = ("check_loss_on_meta",)


def loss_of(x, y, w1, w2):
    h = x @ w1
    return (torch.maximum(h, torch.zeros(h.shape, dtype=h.dtype)) @ w2 - y).pow(2).sum()
