"""The only check: fresh numbers, doubled."""

from autograder.checks import agree, check


@check("double")
def check_double(student, reference, rng):
    """The result is twice the input."""
    x = rng.normal(7)
    agree(student.call("double", x), reference.call("double", x))
