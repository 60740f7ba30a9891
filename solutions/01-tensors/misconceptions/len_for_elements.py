"""Your count of the elements is the size of the first dimension: that is what len() of a tensor
means. How many numbers are there in all?
"""

FAILS = (
    "check_shape_facts_of_the_notes",
    "check_shape_facts",
    "check_shape_facts_of_any_dimensions",
)


def shape_facts(x):
    return {
        "shape": x.shape,
        "first": x.shape[0],
        "last": x.shape[-1],
        "dimensions": x.dim(),
        "elements": len(x),
    }
