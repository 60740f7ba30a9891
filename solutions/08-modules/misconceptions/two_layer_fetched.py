"""Your prediction comes to the CPU in the end. Whoever works on a GPU wants it there, beside all
the rest.
"""

FAILS = ("check_two_layer_on_meta",)


class TwoLayer(torch.nn.Module):
    def forward(self, input, w1, w2):
        return ((input @ w1).clamp(min=0) @ w2).cpu()
