"""Your gradient is right, but you wrote it over grad_output, which belongs to somebody else. Make
a new tensor.
"""

FAILS = ("check_clipped_by_hand", "check_clipped_gradient", "check_clipped_in_a_chain")


class ClippedReLU(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, limit):
        ctx.save_for_backward(x)
        ctx.limit = limit
        return x.clamp(0, limit)

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        grad_output[x <= 0] = 0
        grad_output[x >= ctx.limit] = 0
        return grad_output, None
