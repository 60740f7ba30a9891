"""Your predictions are never negative. ReLU stands between the two layers; what comes after the
last one is left as it is.
"""

FAILS = (
    "check_forward",
    "check_gradients",
    "check_gradients_against_autograd",
    "check_gradients_against_nudges",
    "check_gradients_at_full_size",
    "check_train",
    "check_train_one_epoch",
    "check_train_at_full_size",
)


def forward(x, w1, w2):
    h = x @ w1
    relu = h.clamp(min=0)
    return h, relu, (relu @ w2).clamp(min=0)
