"""`autograder ask`, `answer` and `judge`, as a teacher or a CI server calls them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from zones import RIGHT, write_course

WRONG = "def double(x): return x + 2\ndef twice(x): return x + 4"


class Course:
    """A course with two students, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        write_course(folder)
        self.hand_in("ann", RIGHT)
        self.hand_in("bo", WRONG)

    def hand_in(self, student: str, code: str) -> None:
        place = self.folder / "submitted" / student / "steps"
        place.mkdir(parents=True, exist_ok=True)
        cells = [{"cell_type": "code", "source": code}]
        (place / "steps.ipynb").write_text(json.dumps({"nbformat": 4, "cells": cells}))

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "autograder.cli", *arguments, "--jobs", "1"]
        return subprocess.run(command, cwd=self.folder, capture_output=True, text=True)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return Course(tmp_path_factory.mktemp("course"))


@pytest.fixture(scope="module")
def nonce(course: Course) -> str:
    """Of a run that was asked and answered."""
    done = course.run("ask", "submitted", "--output", "questions")
    assert done.returncode == 0, done.stderr
    assert "Wrote questions for 2 notebooks to questions; 0 are unchanged." in done.stderr
    assert len(list((course.folder / "questions").iterdir())) == 2
    answered = course.run("answer", "questions", "submitted", "--output", "answers")
    assert (answered.returncode, answered.stdout) == (0, ""), answered.stderr
    return done.stdout.strip()


def test_another_nonce_gives_nobody_a_zero(course: Course, nonce: str) -> None:
    done = course.run("judge", "answers", "submitted", "--nonce", "0" * 32, "--json", "lost.json")
    assert done.returncode == 3
    grades = json.loads((course.folder / "lost.json").read_text())["grades"]
    assert [(grade["status"], grade["score"]) for grade in grades] == [("needs_review", None)] * 2
    assert "no answers came back" in done.stdout.replace("\n", " ")


def test_the_right_nonce_grades(course: Course, nonce: str) -> None:
    arguments = ("judge", "answers", "submitted", "--nonce", nonce, "--fail-under", "50")
    done = course.run(*arguments, "--json", "grades.json")
    assert done.returncode == 4, done.stderr
    grades = json.loads((course.folder / "grades.json").read_text())["grades"]
    assert [(grade["student"]["id"], grade["score"]) for grade in grades] == [("ann", 5), ("bo", 0)]
    assert "Fences: split" in done.stdout.replace("\n", " ")
    again = course.run("judge", "answers", "submitted", "--nonce", nonce)
    assert (again.returncode, "Ran 0 now, 2 unchanged" in again.stdout) == (0, True)
    fresh = course.run("ask", "submitted", "--output", "more")
    assert "Wrote questions for 0 notebooks to more; 2 are unchanged." in fresh.stderr


def test_questions_go_to_a_folder_of_their_own(course: Course, nonce: str) -> None:
    done = course.run("ask", "submitted", "--output", "questions")
    assert done.returncode == 2
    assert "questions is not empty; name a new folder" in done.stderr


def test_a_notebook_that_is_not_there_is_told(course: Course, nonce: str) -> None:
    (course.folder / "one.ipynb").write_text("{}")
    done = course.run("answer", "questions", "one.ipynb", "--output", "nothing")
    assert done.returncode == 1
    assert "2 notebooks that were asked are not at one.ipynb" in done.stderr


def test_junk_among_the_questions_is_one_sentence(course: Course, nonce: str) -> None:
    (course.folder / "junk").mkdir()
    (course.folder / "junk" / "x.questions").write_bytes(b"junk")
    done = course.run("answer", "junk", "submitted", "--output", "nothing")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "x.questions is refused" in done.stderr


def test_the_moment_of_handing_in_goes_through_and_cannot_be_changed(tmp_path: Path) -> None:
    course = Course(tmp_path)
    (tmp_path / "course.toml").write_text("[policy]\nlate_percent_per_day = 10\n")
    toml = tmp_path / "solutions" / "steps" / "assignment.toml"
    toml.write_text("due = 2027-02-14T23:59:00Z\n" + toml.read_text())
    stamp = tmp_path / "submitted" / "ann" / "steps" / "timestamp.txt"
    stamp.write_text("2027-02-15T09:00:00+00:00\n")
    nonce = course.run("ask", "submitted", "--output", "questions").stdout.strip()
    course.run("answer", "questions", "submitted", "--output", "answers")
    judge = ("judge", "answers", "submitted", "--nonce", nonce, "--json", "grades.json")
    stamp.write_text("2027-02-14T09:00:00+00:00\n")
    assert course.run(*judge).returncode == 3  # ann's answers belong to another hand-in
    assert grade_of_ann(course) == (None, 0)
    stamp.write_text("2027-02-15T09:00:00+00:00\n")
    assert course.run(*judge).returncode == 0
    assert grade_of_ann(course) == (4.5, 0.5)


def grade_of_ann(course: Course) -> tuple[float | None, float]:
    grades = json.loads((course.folder / "grades.json").read_text())["grades"]
    (ann,) = [grade for grade in grades if grade["student"]["id"] == "ann"]
    return ann["score"], ann["late_penalty"]
