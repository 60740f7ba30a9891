"""You pick a GPU without asking whether there is one. What will the first line that uses it do on
a machine that has none?
"""

FAILS = (
    "check_pick_without_gpu",
    "check_pick_without_preference",
    "check_pick_falls_back",
)


def pick_device(prefer=None):
    return torch.device("cuda" if prefer is None else prefer)
