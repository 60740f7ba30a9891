"""str(...) describes the grad_fn to people: brackets, the word object and an address around the
name. The task asks for the bare name. Which method of the grad_fn gives just that?
"""

FAILS = ("check_made_by_names",)


def made_by(t):
    return str(t.grad_fn)
