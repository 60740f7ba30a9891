"""One call is right. With two calls before the way back, the first gets the limit of the second:
you keep it where all calls share it. What belongs to one call alone?
"""

FAILS = ("check_clipped_calls_do_not_mix",)


class ClippedReLU(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, limit):
        ctx.save_for_backward(x)
        ClippedReLU.limit = limit
        return x.clamp(0, limit)

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        return grad_output * ((x > 0) & (x < ClippedReLU.limit)), None
