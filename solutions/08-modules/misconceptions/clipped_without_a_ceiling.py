"""Your function never stops rising: above the limit it should stay at the limit, and pass no
gradient.
"""

FAILS = (
    "check_clipped_by_hand",
    "check_clipped_values",
    "check_clipped_gradient",
    "check_clipped_in_a_chain",
)


class ClippedReLU(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, limit):
        ctx.save_for_backward(x)
        ctx.limit = limit
        return x.clamp(min=0)

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        return grad_output * (x > 0), None
