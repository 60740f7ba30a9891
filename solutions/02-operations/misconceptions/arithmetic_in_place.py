"""Each of your four operations writes into x, so the second already starts from the result of the
first. You need four new tensors, and x as it was.
"""

FAILS = (
    "check_arithmetic_of_whole_numbers_by_hand",
    "check_difference",
    "check_product",
    "check_quotient",
    "check_power",
    "check_arithmetic_of_floats",
)


def arithmetic(x, y):
    return x.sub_(y), x.mul_(y), x.div_(y), x.pow_(y)
