"""Your relu turns negative entries into positive ones. ReLU does something simpler with them."""

FAILS = ("check_forward_by_hand", "check_forward")


def forward(x, w1, w2):
    h = x @ w1
    relu = h.abs()
    return h, relu, relu @ w2
