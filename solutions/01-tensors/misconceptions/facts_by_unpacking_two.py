"""You unpack the shape into just two names, and Python stops where there are more sizes, or fewer.
A shape is a tuple: how do you take its first and its last entry, however long it is?
"""

FAILS = ("check_shape_facts_of_any_dimensions",)


def shape_facts(x):
    rows, cols = x.shape
    return {
        "shape": x.shape,
        "first": rows,
        "last": cols,
        "dimensions": x.dim(),
        "elements": x.numel(),
    }
