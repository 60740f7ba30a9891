"""You carry the seed over to the global generator and draw from that. Then all other code that uses
the global generator gets other numbers too, and the one that you were given never moves on.
"""

FAILS = (
    "check_uniform_small_tables",
    "check_uniform_same_state",
    "check_uniform_other_states",
    "check_normal_small_tables",
    "check_normal_same_state",
    "check_normal_other_states",
)


def uniform(rows, cols, generator):
    torch.default_generator.manual_seed(generator.initial_seed())
    return torch.rand(rows, cols)


def normal(rows, cols, generator):
    torch.default_generator.manual_seed(generator.initial_seed())
    return torch.randn(rows, cols)
