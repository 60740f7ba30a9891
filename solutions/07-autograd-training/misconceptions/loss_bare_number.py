"""Your loss is the right number and nothing more: it was taken out of the graph and put into a
new tensor, which has no past. Return the tensor that you computed.
"""

FAILS = (
    "check_loss_is_in_the_graph",
    "check_loss_on_meta",
)


def loss_of(x, y, w1, w2):
    value = ((x @ w1).clamp(min=0) @ w2 - y).pow(2).sum()
    return torch.tensor(value.item(), dtype=x.dtype)
