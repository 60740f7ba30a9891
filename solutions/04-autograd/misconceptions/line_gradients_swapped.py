"""You have the gradients of x and of w the wrong way round. If w is 2 and you nudge x by a little,
how much does y move?
"""

FAILS = ("check_line_of_the_notes", "check_line_gradients")


def line_gradients(x, w, b):
    return x.clone(), w.clone(), torch.ones_like(b)
