"""Your weights lie on their side. nn.Linear takes the size of what comes in first, and then the
size of what goes out. It turns the weight round by itself.
"""

FAILS = ("check_mlp_of_the_notebook", "check_mlp_names", "check_mlp_is_steady")


class MLP(torch.nn.Module):
    def __init__(self, inputs, hidden, outputs):
        super().__init__()
        self.fc1 = torch.nn.Linear(hidden, inputs)
        self.fc2 = torch.nn.Linear(outputs, hidden)

    def forward(self, x):
        return self.fc2(self.fc1(x).relu())
