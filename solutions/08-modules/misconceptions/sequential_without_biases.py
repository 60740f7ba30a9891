"""Two of the four parameters are missing from your Sequential. You told its layers to go without a
bias; here every layer has one.
"""

FAILS = ("check_sequential_of_the_notebook", "check_sequential_names")


def build_sequential(inputs, hidden, outputs):
    return torch.nn.Sequential(
        torch.nn.Linear(inputs, hidden, bias=False),
        torch.nn.ReLU(),
        torch.nn.Linear(hidden, outputs, bias=False),
    )
