"""You do not work with x as it is: you change it first, and with += even the caller's x. What comes
in stays as it is, and h is x times w1, nothing more.
"""

FAILS = ("check_forward_by_hand", "check_forward")


def forward(x, w1, w2):
    x += 0.5
    h = x @ w1
    relu = h.clamp(min=0)
    return h, relu, relu @ w2
