"""Your predictions are right, but no gradient reaches the weights. .data and .detach() cut the
graph: which tensors does the caller want to train?
"""

FAILS = ("check_two_layer_gradients",)


class TwoLayer(torch.nn.Module):
    def forward(self, input, w1, w2):
        return (input @ w1.data).clamp(min=0) @ w2.data
