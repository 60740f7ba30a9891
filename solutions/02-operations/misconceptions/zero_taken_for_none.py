"""A bound of 0 has no effect in your function. For Python 0 counts as false, just like None, and so
"if low:" does not tell the two apart. What can you ask instead?
"""

FAILS = ("check_clip_of_the_notes", "check_clip_at_zero")


def clip(x, low, high):
    if low:
        x = torch.where(x < low, low, x)
    if high:
        x = torch.where(x > high, high, x)
    return x.clone()
