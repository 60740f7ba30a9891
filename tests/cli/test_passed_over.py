"""A notebook that does not count: it is named, and no line of it is annotated."""

from __future__ import annotations

import json
from collections.abc import Sequence
from io import StringIO
from pathlib import Path

import pytest

from autograder.cli.ci import Reports
from autograder.cli.grade_path import Order, grade_path
from autograder.grading.job import Job, attempt
from gradebook.records import Attempt, CheckResult
from gradebook.store import Gradebook

SLUG = "04-autograd"
WRONG = CheckResult(
    *("tracked", "one", "It is tracked.", True, "failed", 0.0, 2.0, "It is not.", "", 1, 1),
    *(None, None, (), "", 0.1),
)


class Pretended:
    """An executor that runs nothing and finds every check wrong."""

    layers, device = (), "cpu"

    def __enter__(self) -> Pretended:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def grade_all(self, jobs: Sequence[Job]) -> Sequence[Attempt]:
        return _Stream(attempt(job, "graded", 0.0, [], (WRONG,)) for job in jobs)


class _Stream(list[Attempt]):
    def close(self) -> None:
        pass


def hand_in(folder: Path, source: str, moment: str) -> Path:
    home = folder / "ada" / SLUG
    home.mkdir(parents=True)
    cells = [{"cell_type": "code", "source": source}]
    (home / f"{SLUG}.ipynb").write_text(json.dumps({"nbformat": 4, "cells": cells}))
    (home / "timestamp.txt").write_text(moment)
    return folder


def test_an_older_folder_is_named_and_not_annotated(
    course: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    newer = hand_in(tmp_path / "newer", "x = 2", "2027-02-02 12:00 UTC")
    older = hand_in(tmp_path / "older", "x = 1", "2027-02-01 12:00 UTC")
    target = tmp_path / "gradebook.db"
    said, notes = [], []
    for folder in (newer, older):
        log = StringIO()
        order = Order(folder, None, None, course, str(target), "")
        assert grade_path(order, lambda *_: Pretended(), True, Reports(log, ci=True)) == 0
        said.append("ada/04-autograd" in capsys.readouterr().err)
        notes.append(log.getvalue().count("It is tracked."))
    assert (said, notes) == ([False, True], [1, 0])
    with Gradebook.open(target) as book:
        newest = book.attempts("ada", SLUG)[0]
        assert book.grade("ada", SLUG).notebook_sha256 == newest.notebook_sha256


def test_where_a_person_must_look_nothing_is_passed_over(
    course: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = hand_in(tmp_path / "in", "x = 1", "")
    order = Order(folder, None, None, course, str(tmp_path / "gradebook.db"), "")
    broken = Pretended()
    broken.grade_all = lambda jobs: _Stream(  # type: ignore[method-assign]
        attempt(job, "grader_error", None, ["no box"]) for job in jobs
    )
    grade_path(order, lambda *_: broken, True, Reports(StringIO()))
    assert "not counted" not in capsys.readouterr().err
