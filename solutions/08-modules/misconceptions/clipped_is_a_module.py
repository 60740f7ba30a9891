"""You wrote an nn.Module with a backward method, which PyTorch never calls, and a module's apply
does something else entirely. Which class is the place for a gradient of your own?
"""

FAILS = (
    "check_clipped_by_hand",
    "check_clipped_values",
    "check_clipped_gradient",
    "check_clipped_against_nudges",
    "check_clipped_in_a_chain",
)


class ClippedReLU(torch.nn.Module):
    def forward(self, x, limit):
        self.x, self.limit = x, limit
        return x.clamp(0, limit)

    def backward(self, grad_output):
        return grad_output * ((self.x > 0) & (self.x < self.limit)), None
