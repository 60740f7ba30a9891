"""You multiply just two sizes. With three dimensions there is a third factor, with one there is no
second. What multiplies all of them, however many there are?
"""

FAILS = ("check_shape_facts_of_any_dimensions",)


def shape_facts(x):
    return {
        "shape": x.shape,
        "first": x.shape[0],
        "last": x.shape[-1],
        "dimensions": x.dim(),
        "elements": x.shape[0] * x.shape[1],
    }
