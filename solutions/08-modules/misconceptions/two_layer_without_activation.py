"""Your prediction is the input times w1 times w2. Without ReLU between them, two layers are no
better than one.
"""

FAILS = ("check_two_layer_by_hand", "check_two_layer_output")


class TwoLayer(torch.nn.Module):
    def forward(self, input, w1, w2):
        return input @ w1 @ w2
