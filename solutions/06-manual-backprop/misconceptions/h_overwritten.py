"""Your h has lost its negative entries. Something wrote into it: look for a method whose name ends
in an underscore, or for inplace=True.
"""

FAILS = ("check_forward_by_hand", "check_forward")


def forward(x, w1, w2):
    h = x @ w1
    relu = h.clamp_(min=0)
    return h, relu, relu @ w2
