"""Your device is the CPU on every machine. That is safe, and slow: somewhere you have to ask what
the machine has.
"""

FAILS = (
    "check_pick_without_preference",
    "check_pick_grants_the_wish",
    "check_pick_takes_objects",
    "check_difference_to_the_best_device",
)


def pick_device(prefer=None):
    return torch.device("cpu")
