"""You clamp the gradient, as you clamp x on the way forwards. But what arrives may be negative,
and may be large. Whether it passes depends on x alone.
"""

FAILS = (
    "check_clipped_by_hand",
    "check_clipped_gradient",
    "check_clipped_against_nudges",
    "check_clipped_in_a_chain",
)


class ClippedReLU(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, limit):
        ctx.save_for_backward(x)
        ctx.limit = limit
        return x.clamp(0, limit)

    @staticmethod
    def backward(ctx, grad_output):
        return grad_output.clamp(0, ctx.limit), None
