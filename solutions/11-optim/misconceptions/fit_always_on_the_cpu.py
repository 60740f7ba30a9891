"""You train on the CPU, whatever device was asked for. Somebody has a GPU, and says so in the last
argument.
"""

FAILS = ("check_fit_moves_everything",)

_where_it_was_asked = fit


def fit(model, loader, epochs, lr, momentum, device):
    return _where_it_was_asked(model, loader, epochs, lr, momentum, "cpu")
