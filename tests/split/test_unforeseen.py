"""A question that nobody can foresee is asked once, and then left to `autograder grade`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from zones import RIGHT, WRONG, Zones, write_course

from autograder.cli.main import main
from autograder.course.assignment import Assignment
from autograder.course.course import assignments
from autograder.grading.collect import entries
from autograder.grading.grade import Plan, plan
from autograder.grading.job import Job, failed_attempt
from autograder.grading.submission import Submission, submissions
from autograder.sandbox.zygote import Zygote
from autograder.split.pending import plan_apart, unforeseen
from autograder.split.refusal import NotForeseen
from autograder.split.ticket import LAYERS
from autograder.wire.control import LAYERS as FENCES
from gradebook.store import Gradebook

MakeJob = Callable[..., Job]
CHECK = """

@check("twice")
def check_of_an_answer(student, reference, rng):
    \"\"\"What is made of an answer is right too.\"\"\"
    first = student.call("twice", rng.normal(2)).value
    agree(student.call("double", first), reference.call("double", first))
"""


@pytest.fixture
def course(tmp_path: Path) -> Iterator[Path]:
    """The small course, with a check that asks what only the answer tells."""
    write_course(tmp_path)
    checks = tmp_path / "solutions" / "steps" / "checks.py"
    checks.write_text(checks.read_text() + CHECK)
    _forget_checks()
    yield tmp_path
    _forget_checks()


def _forget_checks() -> None:
    """Other tests have checks of that name, and pytest keeps modules by their names."""
    for name in [name for name in sys.modules if name.startswith("steps")]:
        del sys.modules[name]


def test_it_is_asked_once_until_it_is_graded_in_one_zone(
    course: Path, tmp_path: Path, zygote: Zygote, job: MakeJob
) -> None:
    known: dict[str, Assignment] = assignments(course)
    handed_in = [job(RIGHT).submission, job(WRONG, student="bo").submission]
    zones = Zones(course, tmp_path, zygote)

    def asked(layers: tuple[str, ...] = LAYERS) -> Plan:
        return plan_apart(gradebook, handed_in, known, layers)

    def students(some: list[Submission]) -> list[str]:
        return [one.student for one in some]

    with Gradebook.open(tmp_path / "gradebook.db") as gradebook:
        assert len(asked().jobs) == 2
        for one in asked().jobs:
            zones.answer(one)
        attempts = {one.submission.student: zones.judge(one) for one in asked().jobs}
        assert attempts["ann"].status == "graded"  # what it is asked, a right answer foresees
        assert attempts["bo"].note.startswith("NotForeseen: a check asks what was not foreseen")
        for attempt in attempts.values():
            gradebook.record(attempt)
        assert (asked().jobs, asked().unchanged) == ((), 2)
        assert students(unforeseen(gradebook, handed_in)) == ["bo"]

        alone = plan(gradebook, handed_in[1:], known, FENCES).jobs
        gradebook.record(zones.grade(alone[0]))
        assert gradebook.grade("bo", "steps").status == "graded"
        assert (asked().jobs, asked().unchanged) == ((), 2)
        assert unforeseen(gradebook, handed_in) == []

        handed_in[1] = job(WRONG + "  # another try", student="bo").submission
        assert students([one.submission for one in asked().jobs]) == ["bo"]


def test_the_commands_say_so(course: Path, tmp_path: Path) -> None:
    place = tmp_path / "submitted" / "bo" / "steps"
    place.mkdir(parents=True)
    (place / "steps.ipynb").write_text('{"nbformat": 4, "cells": []}')
    known = assignments(course)
    found, _ = submissions(entries(tmp_path / "submitted"), list(known))
    target = str(tmp_path / "gradebook.db")
    with Gradebook.open(target) as gradebook:
        (one,) = plan(gradebook, found, known, LAYERS).jobs
        gradebook.record(failed_attempt(one, NotForeseen("a check asks what was not foreseen")))
    where = (str(tmp_path / "submitted"), "--course", str(course), "--gradebook", target)
    asked = CliRunner().invoke(main, ["ask", *where, "--output", str(tmp_path / "questions")])
    assert asked.stderr.splitlines() == [
        "autograder: not asked: bo, steps: a check asks what nobody can foresee; grade it with "
        "`autograder grade`",
        f"Wrote questions for 0 notebooks to {tmp_path / 'questions'}; 1 are unchanged.",
    ]
    (tmp_path / "answers").mkdir()
    judged = CliRunner().invoke(main, ["judge", str(tmp_path / "answers"), *where, "--nonce", "n"])
    assert (judged.exit_code, "Ran 0 now, 1 unchanged" in judged.stdout) == (1, True)
