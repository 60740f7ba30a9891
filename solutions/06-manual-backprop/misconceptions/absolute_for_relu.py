"""Your relu turns negative entries into positive ones. ReLU does something simpler with them."""

FAILS = (
    "check_forward_by_hand",
    "check_forward",
    "check_gradients_by_hand",
    "check_gradients",
    "check_gradients_against_autograd",
    "check_gradients_against_nudges",
    "check_gradients_at_full_size",
    "check_train_by_hand",
    "check_train",
    "check_train_one_epoch",
    "check_train_at_full_size",
)


def forward(x, w1, w2):
    h = x @ w1
    relu = h.abs()
    return h, relu, relu @ w2
