"""One call is right. With two calls before the way back, the first gets the x and the limit of the
second: you keep them where all calls share them. What belongs to one call alone?
"""

FAILS = ("check_clipped_in_a_chain", "check_clipped_calls_do_not_mix")


class ClippedReLU(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, limit):
        ClippedReLU.x, ClippedReLU.limit = x, limit
        return x.clamp(0, limit)

    @staticmethod
    def backward(ctx, grad_output):
        x = ClippedReLU.x
        limit = ClippedReLU.limit
        return grad_output * ((x > 0) & (x < limit)), None
