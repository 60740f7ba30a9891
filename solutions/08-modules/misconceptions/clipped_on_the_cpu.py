"""Your result is fetched to the CPU. The next layer may be on a GPU, and the way back begins there,
too.
"""

FAILS = ("check_clipped_on_meta",)


class ClippedReLU(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, limit):
        ctx.save_for_backward(x)
        ctx.limit = limit
        return x.cpu().clamp(0, limit)

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        return grad_output * ((x > 0) & (x < ctx.limit)), None
