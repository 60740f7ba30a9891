"""You left the gradient to torch.clamp. It chooses 1 at the kinks, where we chose 0. The task asks
for a torch.autograd.Function with a backward of its own.
"""

FAILS = ("check_clipped_at_the_kinks", "check_clipped_is_a_function")


class ClippedReLU:
    @staticmethod
    def apply(x, limit):
        return x.clamp(0, limit)
