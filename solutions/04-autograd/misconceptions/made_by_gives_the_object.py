"""You return the grad_fn itself, an object. The task asks for its name, a piece of text. What can
the object tell you about itself?
"""

FAILS = ("check_made_by_names",)


def made_by(t):
    return t.grad_fn
