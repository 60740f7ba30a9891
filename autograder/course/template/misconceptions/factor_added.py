"""Your result is as far off as the factor is from 1. What does adding do that scaling does not?
"""

# One file for each mistake that students make: the docstring above is the hint that leads them to
# it, FAILS the checks that it fails, and the code what they would write. `autograder verify`
# tells whether all that is so.
FAILS = ("check_scale_of_ones", "check_scale")


def scale(x, factor):
    return x + factor
