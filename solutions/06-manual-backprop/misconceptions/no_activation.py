"""h and relu are right, but the prediction is made from h. Then ReLU has no effect, and two layers
are no better than one.
"""

FAILS = ("check_forward_by_hand", "check_forward")


def forward(x, w1, w2):
    h = x @ w1
    return h, h.clamp(min=0), h @ w2
