"""Checks of {slug}. The docstring of a check is the line a student reads."""

import torch

from autograder.checks import agree, check

# A check asks the student and the reference the same question, with inputs from `rng` that
# nobody has seen, and demands that the answers agree. Shapes should be unequal, so that a transpose
# shows, and every dtype that the docstring allows should come up.


@check("scale", visible=True, weight=0)
def check_scale_of_ones(student, reference):
    """Twice a tensor of ones is a tensor of twos."""
    question = torch.ones(2, 3), 2.0
    agree(student.call("scale", *question), reference.call("scale", *question))


@check("scale")
def check_scale(student, reference, rng):
    """Other shapes, numbers and factors, in both precisions."""
    for shape in ((7,), (3, 5), ()):
        for dtype in (torch.float32, torch.float64):
            question = rng.normal(*shape, dtype=dtype), float(rng.uniform(1, low=-3.0, high=3.0))
            agree(student.call("scale", *question), reference.call("scale", *question))
