"""You send the finished model to a GPU. Not every machine has one. Hand it over as it is, and let
the caller move it.
"""

FAILS = ("check_sequential_of_the_notebook", "check_sequential_names")


def build_sequential(inputs, hidden, outputs):
    return nn.Sequential(nn.Linear(inputs, hidden), nn.ReLU(), nn.Linear(hidden, outputs)).cuda()
