"""In two zones a notebook gets what it gets in one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from zones import RIGHT, Zones

from autograder.grading.job import Job
from autograder.split import form
from autograder.split.form import read_questions
from autograder.wire.messages import Call, Probe, unpack_request
from gradebook.records import Attempt

MakeJob = Callable[..., Job]
THREAD = """
import threading, time
threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
"""
STUDENTS = {
    "right": (RIGHT,),
    "wrong helper": ("def double(x): return x + 2", "def twice(x): return double(double(x))"),
    "raises": ("def double(x): raise KeyError('x')", "def twice(x): return double(double(x))"),
    "wrong now and then": (RIGHT, "def double(x): return x * 2 if x[0] > 0 else x"),
    "unwritten": ("def double(x): raise NotImplementedError('write this function')",),
    "nothing": ("1 + 1",),
    "a broken cell": (RIGHT, "1 / 0"),
    "ends one check": (RIGHT, "import os\ndef double(x): os._exit(0)"),
    "hangs": (RIGHT, "def twice(x):\n    while True: pass"),
    "dies": (RIGHT, "import os; os._exit(0)"),
    "threads": (RIGHT, THREAD),
    "too large": (RIGHT, "def double(x): return [0] * 200_000"),
    "prints": (RIGHT, "print('hello ::error::')"),
}


def told(attempt: Attempt) -> object:
    """What a student is told, and gets."""
    checks = [
        (c.check, c.outcome, c.points, c.message, c.misconception, c.cell, c.line, c.traceback)
        for c in attempt.checks
    ]
    return attempt.status, attempt.score, attempt.note, checks, attempt.cells


SLOW = {"hangs"}


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param(cells, id=name, marks=[pytest.mark.slow] * (name in SLOW))
        for name, cells in STUDENTS.items()
    ],
)
def test_a_notebook_gets_the_same(
    cells: tuple[str, ...], job: MakeJob, zones: Zones, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed_in = job(*cells)
    # The same inputs in both ways, so that every word is the same as well.
    monkeypatch.setattr("autograder.split.ticket.fresh_seed", lambda seed, nonce: seed)
    zones.answer(handed_in)
    assert told(zones.judge(handed_in)) == told(zones.grade(handed_in))


def test_the_right_one_is_right(job: MakeJob, zones: Zones) -> None:
    zones.answer(job(RIGHT))
    attempt = zones.judge(job(RIGHT))
    assert (attempt.status, attempt.score) == ("graded", 5.0)
    assert attempt.isolation == ("split", "namespaces", "landlock", "seccomp", "rlimits")
    assert attempt.fingerprint == job(RIGHT).fingerprint
    assert attempt.seed == zones.run.seed(job(RIGHT)) != job(RIGHT).seed


def test_questions_hold_inputs_and_no_answer(job: MakeJob, zones: Zones) -> None:
    questions = read_questions(zones.ask(job(RIGHT)))
    raw = form._encoder.encode(questions)
    for hidden in (b"check_double", b"2 * x", b"ann", b"secret", b"BEGIN SOLUTION", b"You add"):
        assert hidden not in raw
    asked = [unpack_request(request) for request in questions.requests]
    assert {type(one) for one in asked} == {Call, Probe}


def test_the_moment_of_handing_in_cannot_be_changed_in_between(job: MakeJob, zones: Zones) -> None:
    late = datetime(2027, 2, 15, 9, tzinfo=UTC)

    def at(moment: datetime | None) -> Job:
        handed_in = job(RIGHT)
        return replace(handed_in, submission=replace(handed_in.submission, submitted_at=moment))

    zones.answer(at(late))
    assert zones.judge(at(late)).submitted_at == late
    for forged in (None, late - timedelta(days=1)):
        attempt = zones.judge(at(forged))
        assert attempt.status == "grader_error"
        assert "no answers came back" in attempt.note


def test_another_run_asks_something_else(job: MakeJob, zones: Zones) -> None:
    first = read_questions(zones.ask(job(RIGHT)))
    zones.run = type(zones.run)("secret", "second")
    second = read_questions(zones.ask(job(RIGHT)))
    same = set(first.requests) & set(second.requests)
    assert len(same) == 3  # those of the visible check, which are everybody's
    assert first.ticket != second.ticket


def test_another_student_is_asked_something_else(job: MakeJob, zones: Zones) -> None:
    first, second = job(RIGHT), job(RIGHT, student="bo")
    assert zones.run.ticket(first) != zones.run.ticket(second)
