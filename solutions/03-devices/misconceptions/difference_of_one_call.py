"""Where both devices are the CPU you do not run the function a second time. A function that gives
another answer each time is never found out.
"""

FAILS = ("check_difference_of_two_calls",)


def same_everywhere(f, x, device=None):
    if torch.device(device or pick_device()) == torch.device("cpu"):
        return 0.0
    here = f(x)
    there = f(move(x, pick_device() if device is None else device))
    return (move(here, "cpu") - move(there, "cpu")).abs().max().item()
