"""Two of four parameters are missing. You told your layers to go without a bias; here every layer
has one.
"""

FAILS = ("check_sequential_names",)


def build_sequential(inputs, hidden, outputs):
    return torch.nn.Sequential(
        torch.nn.Linear(inputs, hidden, bias=False),
        torch.nn.ReLU(),
        torch.nn.Linear(hidden, outputs, bias=False),
    )
