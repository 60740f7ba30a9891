"""PyTorch says that the module is not ready yet. Your __init__ puts something into it before its
first line, the one that prepares a module, has run.
"""

FAILS = ("check_two_layer_by_hand", "check_two_layer_output")


class TwoLayer(torch.nn.Module):
    def __init__(self):
        self.relu = torch.nn.ReLU()

    def forward(self, input, w1, w2):
        return self.relu(input @ w1) @ w2
