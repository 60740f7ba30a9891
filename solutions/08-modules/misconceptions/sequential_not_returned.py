"""Your function builds its model and gives nothing back. What must its last line be?"""

FAILS = ("check_sequential_of_the_notebook", "check_sequential_names")


def build_sequential(inputs, hidden, outputs):
    torch.nn.Sequential(
        torch.nn.Linear(inputs, hidden), torch.nn.ReLU(), torch.nn.Linear(hidden, outputs)
    )
