"""Two of four parameters are missing. You told your layers to go without a bias; here every layer
has one.
"""

FAILS = ("check_mlp_of_the_notebook", "check_mlp_names")


class MLP(torch.nn.Module):
    def __init__(self, inputs, hidden, outputs):
        super().__init__()
        self.fc1 = torch.nn.Linear(inputs, hidden, bias=False)
        self.fc2 = torch.nn.Linear(hidden, outputs, bias=False)

    def forward(self, x):
        return self.fc2(self.fc1(x).relu())
