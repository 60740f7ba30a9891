"""Handing in too often, for real: graded, refused with a hint, graded when the limit is raised."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from autograder.cli.main import main

PLUS = "import torch\ndef scale(x, factor):\n    return x + factor\n"
TIMES = "def scale(x, factor):\n    return x * factor\n"
Grade = Callable[[], Result]


@pytest.fixture
def course(tmp_path: Path) -> Path:
    made = tmp_path / "course"
    (made / "solutions").mkdir(parents=True)
    (made / "course.toml").write_text("[policy]\nattempts_per_day = 1\n")
    invoke("new", "--course", made, "scaling")
    toml = made / "solutions" / "scaling" / "assignment.toml"
    toml.write_text("due = 2027-02-14T23:59:00+01:00\n" + toml.read_text())
    return made


@pytest.fixture
def grade(course: Path, tmp_path: Path) -> Grade:
    where = ("--course", course, "--gradebook", tmp_path / "gradebook.db", "--jobs", "1")
    return lambda: invoke("grade", tmp_path / "in", *where)


def invoke(*args: str | Path, code: int = 0) -> Result:
    result = CliRunner().invoke(main, [str(arg) for arg in args], env={"COLUMNS": "200"})
    assert result.exit_code == code, result.output
    return result


def hand_in(top: Path, source: str, moment: str) -> None:
    folder = top / "in" / "ada" / "scaling"
    folder.mkdir(parents=True, exist_ok=True)
    cells = [{"cell_type": "code", "source": source}]
    (folder / "scaling.ipynb").write_text(json.dumps({"nbformat": 4, "cells": cells}))
    (folder / "timestamp.txt").unlink(missing_ok=True)
    if moment:
        (folder / "timestamp.txt").write_text(moment)


def row(top: Path) -> dict[str, str]:
    done = invoke("export", "--gradebook", top / "gradebook.db")
    (found,) = csv.DictReader(io.StringIO(done.stdout))
    return found


@pytest.mark.slow
def test_one_attempt_a_day(grade: Grade, course: Path, tmp_path: Path) -> None:
    hand_in(tmp_path, PLUS, "2027-02-13 10:00:00 UTC")
    assert "Ran 1 now" in grade().stdout
    hand_in(tmp_path, TIMES, "2027-02-13 22:30:00 UTC")  # half past eleven there
    refused = grade()
    assert "Ran 0 now, 0 unchanged" in refused.stdout
    (line,) = refused.stderr.splitlines()
    assert line.startswith("autograder: not graded: ada, scaling: Handed in on 2027-02-13 at 23:30")
    assert (
        "accepted from 2027-02-14 00:00 UTC+01:00 on. The last one graded said: scale: Your" in line
    )
    assert (row(tmp_path)["score"], row(tmp_path)["status"]) == ("0", "graded")
    assert row(tmp_path)["note"].startswith("Handed in on 2027-02-13 at 23:30")
    page = tmp_path / "feedback" / "ada" / "scaling" / "scaling.html"
    invoke("feedback", "--gradebook", tmp_path / "gradebook.db", "--output", tmp_path / "feedback")
    assert "The next is accepted from 2027-02-14 00:00" in page.read_text()
    questions = ("--output", tmp_path / "questions", "--course", course, "--jobs", "1")
    asked = invoke("ask", tmp_path / "in", *questions, "--gradebook", tmp_path / "gradebook.db")
    assert "Wrote questions for 0 notebooks" in asked.stderr
    again = grade()
    assert ("Ran 0 now, 1 unchanged" in again.stdout, again.stderr) == (True, "")
    (course / "course.toml").write_text("[policy]\nattempts_per_day = 2\n")
    assert "Ran 1 now" in grade().stdout
    assert row(tmp_path)["score"] == "10"
    assert "Handed in" not in row(tmp_path)["note"]


@pytest.mark.slow
def test_where_nobody_knows_when_no_limit_applies_and_that_is_said(
    grade: Grade, tmp_path: Path
) -> None:
    for source in (PLUS, TIMES):
        hand_in(tmp_path, source, "")
        done = grade()
        assert "Ran 1 now" in done.stdout
        assert done.stderr == (
            "autograder: attempts_per_day holds for none of 1 notebooks of scaling, since no "
            "timestamp.txt tells when they were handed in\n"
        )
