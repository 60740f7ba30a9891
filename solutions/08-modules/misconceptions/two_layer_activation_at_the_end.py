"""None of your predictions is ever negative: ReLU acts on the result as well. After the last layer
every number should be possible.
"""

FAILS = ("check_two_layer_output",)


class TwoLayer(torch.nn.Module):
    def forward(self, input, w1, w2):
        return ((input @ w1).clamp(min=0) @ w2).clamp(min=0)
