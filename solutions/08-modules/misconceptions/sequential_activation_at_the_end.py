"""None of your predictions is ever negative: there is a ReLU after the last layer. Where does it
belong, and where not?
"""

FAILS = ("check_sequential_output",)


def build_sequential(inputs, hidden, outputs):
    return torch.nn.Sequential(
        torch.nn.Linear(inputs, hidden),
        torch.nn.ReLU(),
        torch.nn.Linear(hidden, outputs),
        torch.nn.ReLU(),
    )
