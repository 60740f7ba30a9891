"""You return the class of the task before. It computes the same, but its weights have other names,
and the task asks for a model built in another way.
"""

FAILS = ("check_sequential_of_the_notebook", "check_sequential_names")


def build_sequential(inputs, hidden, outputs):
    return MLP(inputs, hidden, outputs)
