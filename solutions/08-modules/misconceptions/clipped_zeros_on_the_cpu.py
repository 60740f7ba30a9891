"""Your function works on the CPU only: on the way back it makes a tensor of zeros, and makes it
there. How can a new tensor go to the device of another, or how can you do without it?
"""

FAILS = ("check_clipped_on_meta",)


class ClippedReLU(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, limit):
        ctx.save_for_backward(x)
        ctx.limit = limit
        return x.clamp(0, limit)

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        between = (x > 0) & (x < ctx.limit)
        return torch.where(between, grad_output, torch.zeros(x.shape, dtype=x.dtype)), None
