"""You count everything that gets saved. A state_dict also holds frozen weights and buffers, and it
holds what is shared twice. Where do you get the parameters alone?
"""

FAILS = (
    "check_count_leaves_out_the_frozen",
    "check_count_leaves_out_buffers",
    "check_count_shared_once",
)


def count_parameters(model):
    return sum(t.numel() for t in model.state_dict().values())
