"""Your way back through ReLU looks at the sign of the gradient that arrives. ReLU decides by the
sign of its own input. Better: leave the way back to autograd.
"""

FAILS = (
    "check_gradients_by_hand",
    "check_gradients",
)


def gradients(x, y, w1, w2):
    with torch.no_grad():
        h = x @ w1
        upstream = 2 * (h.clamp(min=0) @ w2 - y)
        return x.t() @ (upstream @ w2.t()).clamp(min=0), h.clamp(min=0).t() @ upstream
