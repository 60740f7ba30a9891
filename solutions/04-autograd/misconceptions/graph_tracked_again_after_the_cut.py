"""Your numbers are right and out is tracked, but it is a new leaf: nothing leads from it back to z.
Setting requires_grad begins a new graph and does not mend one that was cut. What cut it, further
up: .item(), .detach(), .data or torch.tensor(...)?
"""

FAILS = ("check_graph_is_one_chain",)


def graph(x):
    y = x + 2
    z = y * y * 3
    return y, z, torch.tensor(z.mean().item(), requires_grad=True)
