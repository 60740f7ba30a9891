"""The sizes are right, but you return them in a list. A shape is a tuple; torch.Size is one
already.
"""

FAILS = (
    "check_shape_facts_of_the_notes",
    "check_shape_facts",
    "check_shape_facts_of_any_dimensions",
)


def shape_facts(x):
    return {
        "shape": list(x.shape),
        "first": x.shape[0],
        "last": x.shape[-1],
        "dimensions": x.dim(),
        "elements": x.numel(),
    }
