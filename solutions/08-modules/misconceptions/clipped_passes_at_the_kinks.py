"""You are nearly there. What did we choose for x = 0 and for x = limit? "Strictly between" leaves
the ends out.
"""

FAILS = ("check_clipped_at_the_kinks",)


class ClippedReLU(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, limit):
        ctx.save_for_backward(x)
        ctx.limit = limit
        return x.clamp(0, limit)

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        return grad_output * ((x >= 0) & (x <= ctx.limit)), None
