"""You train on a GPU, whatever device was asked for. A machine without one stops at this line. Look
at the last argument.
"""

FAILS = (
    "check_fit_of_the_notebook",
    "check_fit_one_step",
    "check_fit_lines",
    "check_fit_network",
    "check_fit_again",
    "check_fit_losses",
    "check_fit_measures_before_the_step",
    "check_fit_with_a_loader",
    "check_fit_in_train_mode",
    "check_fit_learns",
    "check_fit_moves_everything",
)

_where_it_was_asked = fit


def fit(model, loader, epochs, lr, momentum, device):
    model.cuda()
    batches = [(inputs.cuda(), labels.cuda()) for inputs, labels in loader]
    return _where_it_was_asked(model, batches, epochs, lr, momentum, "cuda")
