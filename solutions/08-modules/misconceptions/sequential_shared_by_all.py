"""All models of one size are one and the same model in your code: load weights into one, and the
others change too. Every call must give a new one.
"""

FAILS = ("check_sequential_is_new",)


_models = {}


def build_sequential(inputs, hidden, outputs):
    sizes = inputs, hidden, outputs
    if sizes not in _models:
        _models[sizes] = torch.nn.Sequential(
            torch.nn.Linear(inputs, hidden), torch.nn.ReLU(), torch.nn.Linear(hidden, outputs)
        )
    return _models[sizes]
