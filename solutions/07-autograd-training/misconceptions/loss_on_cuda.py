"""You send the tensors to a GPU on your own. The caller has put them where the work is to be done,
and a machine without a GPU stops at this line.
"""

FAILS = ("check_loss_by_hand", "check_loss", "check_loss_is_in_the_graph", "check_loss_on_meta")


def loss_of(x, y, w1, w2):
    x, y, w1, w2 = (t.cuda() for t in (x, y, w1, w2))
    return ((x @ w1).clamp(min=0) @ w2 - y).pow(2).sum()
