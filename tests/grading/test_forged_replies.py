"""A notebook may replace the code that answers for it: what it says then is worth nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.course.assignment import load_assignment
from autograder.grading.judge import Judge
from autograder.outcome import Outcome
from autograder.sandbox.zygote import Zygote

SOLUTIONS = Path(__file__).parents[2] / "solutions"
SLUGS = sorted(path.parent.name for path in SOLUTIONS.glob("*/checks.py"))
FORGED = """
import sys
from autograder.wire.messages import Call, Returned
from autograder.wire.values import Mapping

def answer(names, request, report):
    named = request.kwargs.values() if isinstance(request, Call) else ()
    return Returned(Mapping([]), [*request.args, *named])

sys.modules["autograder.worker.serve"].answer = answer
"""


@pytest.mark.parametrize("slug", SLUGS)
def test_a_reply_that_leaves_everything_out_passes_no_check(
    slug: str, zygote: Zygote, notebook_bytes: Callable[..., bytes]
) -> None:
    """A check that compares only what is there would be satisfied with nothing."""
    judge = Judge(load_assignment(SOLUTIONS / slug))
    verdict = judge.judge(notebook_bytes(FORGED), 1, zygote)
    passed = [one.run.spec.name for one in verdict.checks if one.run.outcome is Outcome.PASSED]
    assert not verdict.errors
    assert not passed
