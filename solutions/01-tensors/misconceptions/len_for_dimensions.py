"""Your count of the dimensions is the size of the first one: that is what len() of a tensor means.
Of what should you take the length instead?
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
        "dimensions": len(x),
        "elements": x.numel(),
    }
