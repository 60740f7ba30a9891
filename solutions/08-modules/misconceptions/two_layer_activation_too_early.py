"""ReLU acts on the input in your network, before the first product. What should it act on?"""

FAILS = ("check_two_layer_by_hand", "check_two_layer_output")


class TwoLayer(torch.nn.Module):
    def forward(self, input, w1, w2):
        return input.clamp(min=0) @ w1 @ w2
