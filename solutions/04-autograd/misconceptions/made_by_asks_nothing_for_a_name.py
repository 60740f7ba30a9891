"""The names are right. But a leaf, or a tensor that is not tracked, has no grad_fn to ask: it is
None, and None has no name(). What should your function do then?
"""

FAILS = ("check_made_by_nothing",)


def made_by(t):
    return t.grad_fn.name()
