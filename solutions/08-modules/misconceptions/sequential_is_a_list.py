"""You return a list of layers. A list computes nothing. What takes such modules and runs the data
through them, one after the other?
"""

FAILS = ("check_sequential_of_the_notebook", "check_sequential_names")


def build_sequential(inputs, hidden, outputs):
    return [torch.nn.Linear(inputs, hidden), torch.nn.ReLU(), torch.nn.Linear(hidden, outputs)]
