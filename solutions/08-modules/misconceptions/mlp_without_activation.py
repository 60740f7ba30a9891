"""Your layers follow each other with nothing between them. Two linear layers in a row are no
better than one: what is missing?
"""

FAILS = ("check_mlp_output",)


class MLP(torch.nn.Module):
    def __init__(self, inputs, hidden, outputs):
        super().__init__()
        self.fc1 = torch.nn.Linear(inputs, hidden)
        self.fc2 = torch.nn.Linear(hidden, outputs)

    def forward(self, x):
        return self.fc2(self.fc1(x))
