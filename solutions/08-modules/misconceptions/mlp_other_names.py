"""Your network has its four parameters, but under other names. Saved weights are found by name:
how should the two attributes be called?
"""

FAILS = ("check_mlp_of_the_notebook", "check_mlp_names")


class MLP(torch.nn.Module):
    def __init__(self, inputs, hidden, outputs):
        super().__init__()
        self.layer1 = torch.nn.Linear(inputs, hidden)
        self.layer2 = torch.nn.Linear(hidden, outputs)

    def forward(self, x):
        return self.layer2(self.layer1(x).relu())
