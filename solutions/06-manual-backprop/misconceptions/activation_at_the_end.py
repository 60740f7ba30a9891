"""Your predictions are never negative. ReLU stands between the two layers; what comes after the
last one is left as it is.
"""

FAILS = ("check_forward",)


def forward(x, w1, w2):
    h = x @ w1
    relu = h.clamp(min=0)
    return h, relu, (relu @ w2).clamp(min=0)
