"""Your network forgets: it has no parameters, and two calls with the same input differ. You make
new layers, with new random weights, in each call. Where should they be made, once?
"""

FAILS = ("check_mlp_of_the_notebook", "check_mlp_names", "check_mlp_is_steady")


class MLP(torch.nn.Module):
    def __init__(self, inputs, hidden, outputs):
        super().__init__()
        self.sizes = inputs, hidden, outputs

    def forward(self, x):
        inputs, hidden, outputs = self.sizes
        h = torch.nn.Linear(inputs, hidden)(x).relu()
        return torch.nn.Linear(hidden, outputs)(h)
