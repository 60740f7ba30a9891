"""Your network works on the CPU only: it makes a tensor of its own, and makes it there. How can a
new tensor go to the device of another, or how can you do without it?
"""

FAILS = ("check_two_layer_on_meta",)


class TwoLayer(torch.nn.Module):
    def forward(self, input, w1, w2):
        h = input @ w1
        return torch.maximum(h, torch.zeros(h.shape, dtype=h.dtype)) @ w2
