"""The array is right, but x no longer requires a gradient: you switched that off for the caller's
own tensor. How do you get a plain tensor with the same numbers, and leave x itself as it is?
"""

FAILS = ("check_to_array_of_tracked",)


def to_array(x):
    return x.requires_grad_(False).numpy()
