"""What is imported once, before notebooks start: what somebody wants, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.course.course import assignment
from autograder.grading.job import Job
from autograder.grading.pool import grade_all
from autograder.grading.preloads import preloads_for
from autograder.grading.submission import Submission
from autograder.wire.control import LAYERS
from gradebook.records import Attempt

COURSE = Path(__file__).parents[2]
SLUG = "13-distributed"
TELL = b"""{"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": [{"cell_type": "code",
"metadata": {}, "outputs": [], "source": "import sys; raise Exception([%s])"}]}"""


@pytest.mark.parametrize(
    ("contents", "slug", "wanted"),
    [
        ((b"",), SLUG, ()),
        ((b"", b"import matplotlib.pyplot"), SLUG, ("matplotlib",)),
        ((b"torch.optim.SGD", b"import pandas"), SLUG, ("pandas", "optim")),
        ((b"",), "06-manual-backprop", ("matplotlib",)),  # its starter imports it
    ],
)
def test_what_somebody_mentions(
    contents: tuple[bytes, ...], slug: str, wanted: tuple[str, ...]
) -> None:
    submissions = [Submission("ana", slug, content) for content in contents]
    assert preloads_for(COURSE, submissions) == wanted


def told(content: bytes) -> str:
    """What a notebook says that ends with an exception, graded by a pool."""
    attempt: Attempt
    about = assignment(COURSE, SLUG)
    job = Job(Submission("ana", SLUG, content), about.max_score, about.version, 1, LAYERS)
    (attempt,) = grade_all(COURSE, [job], LAYERS, 1)
    return str(attempt.cells)


def test_a_run_imports_no_more_than_that() -> None:
    names = b", ".join(b"'%s' in sys.modules" % name for name in (b"torch", b"pan'+'das"))
    assert "[True, False]" in told(TELL % names)
    assert "[True, True]" in told(TELL % (names + b"] or ['pandas'"))
