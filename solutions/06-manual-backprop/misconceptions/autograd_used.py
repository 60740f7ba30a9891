"""This function asks autograd for help, and the checks run where autograd is switched off, so it
stops with an error. Every step backwards is one matrix product: write them down, last one first.
"""

FAILS = (
    "check_gradients_by_hand",
    "check_gradients",
    "check_gradients_against_autograd",
    "check_gradients_against_nudges",
    "check_gradients_at_full_size",
    "check_gradients_begun",
)


def gradients(x, y, w1, w2):
    w1 = w1.detach().clone().requires_grad_()
    w2 = w2.detach().clone().requires_grad_()
    _, _, prediction = forward(x, w1, w2)
    return torch.autograd.grad(squared_error(prediction, y), (w1, w2))
