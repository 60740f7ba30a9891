"""The value is right, but no gradient can flow: with .item() you took a bare number out of the
graph. Asking a question about a number is fine; returning it is not.
"""

FAILS = ("check_branching_leads_back",)


def branching(x):
    if x.sum().item() > 0:
        return torch.tensor((x * x).sum().item(), dtype=x.dtype)
    return torch.tensor((-3 * x).sum().item(), dtype=x.dtype)
