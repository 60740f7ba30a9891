"""Your square is right, but after your function autograd records nothing at all, for anyone. Which
spelling switches recording back on by itself, however the block ends?
"""

FAILS = ("check_recording_goes_on",)


def untracked_square(x):
    torch.set_grad_enabled(False)
    return x**2
