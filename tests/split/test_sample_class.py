"""The sample class in two zones: what ``expected.toml`` says, as in one.

A few of its notebooks here; ``make split`` takes all.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from zones import Zones

from autograder.course.course import assignment
from autograder.grading.job import Job
from autograder.grading.judge import NO_GPU
from autograder.grading.submission import Submission
from autograder.sandbox.zygote import Zygote
from autograder.seeds import submission_seed
from autograder.split.ticket import LAYERS

SUBMITTED = Path(__file__).parents[1] / "sample_class" / "submitted"
FEW = ["amara/05-jacobian", "quentin/05-jacobian"]
MORE = [
    "emeka/08-modules",
    "sofia/04-autograd",
    "quentin/06-manual-backprop",
    "emeka/06-manual-backprop",
]
PARAMETERS = [*FEW, *(pytest.param(name, marks=pytest.mark.slow) for name in MORE)]


@pytest.mark.parametrize("name", PARAMETERS)
def test_a_notebook_of_the_class(name: str, course: Path, tmp_path: Path, zygote: Zygote) -> None:
    student, slug = name.split("/")
    expected = tomllib.loads((SUBMITTED / student / "expected.toml").read_text("utf-8"))[slug]
    content = (SUBMITTED / student / slug / f"{slug}.ipynb").read_bytes()
    about = assignment(course, slug)
    seed = submission_seed("secret", student, slug)
    submission = Submission(student, slug, content)
    job = Job(submission, about.max_score, about.version, seed, LAYERS)
    zones = Zones(course, tmp_path, zygote)
    zones.answer(job)
    attempt = zones.judge(job)
    assert (attempt.status, attempt.score) == (expected["status"], pytest.approx(expected["score"]))
    judged = [check for check in attempt.checks if check.message != NO_GPU]
    found = {check.check: check.outcome for check in judged if check.outcome != "passed"}
    assert found == expected.get("not_passed", {})
    known = {check.misconception for check in attempt.checks if check.misconception}
    assert sorted(known) == expected["misconceptions"]
