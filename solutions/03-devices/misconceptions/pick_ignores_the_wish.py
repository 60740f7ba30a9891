"""You always choose for the caller. What if somebody who has a GPU wants to work on the CPU, or
on their second GPU?
"""

FAILS = (
    "check_pick_grants_the_wish",
    "check_pick_falls_back",
)


def pick_device(prefer=None):
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")
