"""Your facts are right for tables. A tensor may have one dimension, or three: then the last one is
not number 1. How do you count from the end?
"""

FAILS = ("check_shape_facts_of_any_dimensions",)


def shape_facts(x):
    return {
        "shape": x.shape,
        "first": x.shape[0],
        "last": x.shape[1],
        "dimensions": x.dim(),
        "elements": x.numel(),
    }
