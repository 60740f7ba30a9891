"""You made a copy, but nobody is watching it: its requires_grad is False. New tensors are not
tracked until you say so.
"""

FAILS = ("check_tracked_from_plain", "check_tracked_from_tracked")


def tracked(x):
    return x.detach().clone()
