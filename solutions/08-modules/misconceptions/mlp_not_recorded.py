"""Your predictions are right, but they have no past, so nothing can be learned. Look for a no_grad
block, .detach() or .data: they belong around measuring, not into the network.
"""

FAILS = ("check_mlp_gradients", "check_mlp_training")


class MLP(torch.nn.Module):
    def __init__(self, inputs, hidden, outputs):
        super().__init__()
        self.fc1 = torch.nn.Linear(inputs, hidden)
        self.fc2 = torch.nn.Linear(hidden, outputs)

    def forward(self, x):
        with torch.no_grad():
            return self.fc2(self.fc1(x).relu())
