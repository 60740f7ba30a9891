"""``%load_ext autograder`` and ``%check`` may be left in a notebook: they cost nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autograder.course.assignment import load_assignment
from autograder.course.notebook import as_text, solved
from autograder.grading.judge import Judge, Verdict
from autograder.sandbox.zygote import Zygote

SLUG = "02-operations"
FIRST = ["%load_ext autograder", "%check", "%check clip --bundle /x", "%check --nonsense"]


@pytest.fixture(scope="module")
def judge(course: Path) -> Judge:
    return Judge(load_assignment(course / "solutions" / SLUG))


def judged(judge: Judge, zygote: Zygote, *sources: str) -> Verdict:
    """The solved notebook, with these cells at its beginning and again at its end."""
    notebook = json.loads(as_text(solved(judge.assignment)))
    cells = [
        {"cell_type": "code", "source": text, "metadata": {}, "outputs": []} for text in sources
    ]
    notebook["cells"] = [*cells, *notebook["cells"], *cells]
    return judge.judge(json.dumps(notebook).encode(), 5, zygote)


@pytest.mark.parametrize("sources", [FIRST, ["%check"], ["%load_ext autograder\n%check\nkept = 1"]])
def test_it_costs_nothing(judge: Judge, zygote: Zygote, sources: list[str]) -> None:
    verdict = judged(judge, zygote, *sources)
    assert float(verdict.score) == judge.assignment.max_score
    assert verdict.errors == []
    assert verdict.notes == ()
