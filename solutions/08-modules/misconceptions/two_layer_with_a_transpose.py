"""The sizes do not fit. nn.Linear keeps its weight the other way round, but w1 and w2 here come as
inputs × hidden and hidden × outputs.
"""

FAILS = ("check_two_layer_by_hand", "check_two_layer_output")


class TwoLayer(torch.nn.Module):
    def forward(self, input, w1, w2):
        return (input @ w1.t()).clamp(min=0) @ w2.t()
