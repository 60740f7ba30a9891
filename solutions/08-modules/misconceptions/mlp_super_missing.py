"""PyTorch says that the module is not ready yet. Before you can put a layer into it, one line must
have run. Which one comes first in every __init__?
"""

FAILS = ("check_mlp_of_the_notebook", "check_mlp_names", "check_mlp_is_steady")


class MLP(torch.nn.Module):
    def __init__(self, inputs, hidden, outputs):
        self.fc1 = torch.nn.Linear(inputs, hidden)
        self.fc2 = torch.nn.Linear(hidden, outputs)

    def forward(self, x):
        return self.fc2(self.fc1(x).relu())
