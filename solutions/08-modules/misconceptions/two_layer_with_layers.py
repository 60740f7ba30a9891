"""Your module computes with the weights it is given, yet it owns layers too, which nobody uses.
They would be saved and trained for nothing.
"""

FAILS = ("check_two_layer_owns_nothing",)


class TwoLayer(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = torch.nn.Linear(1000, 100)
        self.fc2 = torch.nn.Linear(100, 10)

    def forward(self, input, w1, w2):
        return (input @ w1).clamp(min=0) @ w2
