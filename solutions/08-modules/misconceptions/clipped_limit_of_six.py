"""Your function stops at 6, whatever the limit. ReLU6 is a well known one, but here the caller
says where to stop.
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
        return x.clamp(0, 6)

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        return grad_output * ((x > 0) & (x < 6)), None
