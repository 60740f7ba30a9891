"""out has the right value and no past. A tensor made from a bare number, with .item() for
instance, starts a new life. Keep computing with tensors to the end.
"""

FAILS = ("check_graph_of_the_notes", "check_graph_is_one_chain")


def graph(x):
    y = x + 2
    z = y * y * 3
    return y, z, torch.tensor(z.mean().item(), dtype=x.dtype)
