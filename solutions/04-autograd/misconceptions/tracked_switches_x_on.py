"""You switched tracking on for the caller's tensor and handed that one back. The task asks for a
tensor of your own; x should not notice that you were there.
"""

FAILS = ("check_tracked_from_plain", "check_tracked_from_tracked")


def tracked(x):
    return x.requires_grad_()
