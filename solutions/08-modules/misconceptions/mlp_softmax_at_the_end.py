"""Your predictions are all positive and add up to 1. That is a softmax after the last layer; here
the plain numbers are wanted.
"""

FAILS = ("check_mlp_output",)


class MLP(torch.nn.Module):
    def __init__(self, inputs, hidden, outputs):
        super().__init__()
        self.fc1 = torch.nn.Linear(inputs, hidden)
        self.fc2 = torch.nn.Linear(hidden, outputs)

    def forward(self, x):
        return self.fc2(self.fc1(x).relu()).softmax(dim=1)
