"""The array is right, but x no longer requires a gradient: you switched that off for the caller's
own tensor. Look for a method whose name ends in an underscore.
"""

FAILS = ("check_to_array_of_tracked",)


def to_array(x):
    return x.requires_grad_(False).numpy()
