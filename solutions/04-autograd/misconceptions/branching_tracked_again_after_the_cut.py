"""The value is right and out is tracked, but it is a new leaf: nothing leads from it back to x.
torch.tensor(...) copies the number and leaves its past behind, and requires_grad=True does not
bring it back. What did you have in your hands one step earlier?
"""

FAILS = ("check_branching_leads_back",)


def branching(x):
    out = (x * x).sum() if x.sum() > 0 else (-3 * x).sum()
    return torch.tensor(out.item(), requires_grad=True)
