"""A small course whose checks ask on after a wrong answer, and both ways to grade it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from autograder.grading.grader import Grader
from autograder.grading.job import Job
from autograder.sandbox.zygote import Zygote
from autograder.split import form
from autograder.split.answering import Answerer, Errand
from autograder.split.asking import Asker
from autograder.split.judging import Arbiter
from autograder.split.ticket import Run
from autograder.wire.control import LAYERS
from gradebook.records import Attempt

DECLARATION = """
title = "Steps"
[limits]
check_seconds = 1
cell_seconds = 5
slack = 1
[[tasks]]
name = "double"
points = 2
[[tasks]]
name = "twice"
points = 3
"""
CHECKS = '''
from autograder.checks import agree, check, probe
from autograder.checks.agree import either


@probe
def _twice(ns, x):
    return ns.twice(x)


def double(x):
    """Lent where the student's own is wrong."""
    return x * 2


@check("double", visible=True)
def check_double(student, reference, rng):
    """Some numbers are doubled."""
    for _ in range(3):
        x = rng.normal(2)
        agree(student.call("double", x), reference.call("double", x))


@check("twice", needs=[check_double])
def check_twice_of_few(student, reference, rng):
    """One number is doubled twice."""
    x = rng.normal(1)
    agree(student.call("twice", x), reference.call("twice", x))


@check("twice", weight=2)
def check_twice(student, reference, rng):
    """Numbers are doubled twice, by whatever doubles."""
    for _ in range(2):
        x = rng.normal(3)
        expected = reference.call("twice", x)
        either(
            lambda: agree(student.call("twice", x), expected),
            lambda: agree(student.run(_twice, x, lend=[double]), expected),
        )
'''
SOURCE = """# %% task="double"
def double(x):
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION

# %% task="twice"
def twice(x):
    ### BEGIN SOLUTION
    return double(double(x))
    ### END SOLUTION
"""
MISTAKE = '''"""You add where you should double."""

FAILS = ("check_double",)


def double(x):
    return x + 2
'''
WRONG = "def double(x): return x + 2\ndef twice(x): return x + 4"
RIGHT = "def double(x):\n    return x + x\ndef twice(x):\n    return double(double(x))"


def write_course(root: Path, slug: str = "steps") -> None:
    """Write the course into a folder, with its one assignment under this name."""
    folder = root / "solutions" / slug
    (folder / "misconceptions").mkdir(parents=True)
    (folder / "assignment.toml").write_text(DECLARATION)
    (folder / "checks.py").write_text(CHECKS)
    (folder / "notebook.py").write_text(SOURCE)
    (folder / "misconceptions" / "adds.py").write_text(MISTAKE)


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


class Zones:
    """The three steps, with a folder between each two; a test may meddle with these."""

    def __init__(self, course: Path, folder: Path, zygote: Zygote) -> None:
        self.questions, self.answers = folder / "questions", folder / "answers"
        self.questions.mkdir()
        self.answers.mkdir()
        self.run = Run("secret", "first")
        self._course = course
        self._zygote = zygote

    def ask(self, job: Job) -> Path:
        written = Asker(self._course, self.questions, self.run).work(job)
        assert not written.trouble
        return self.questions / f"{self.run.ticket(job)}{form.QUESTIONS}"

    def answer(self, job: Job) -> Path:
        answerer = Answerer(self.answers, LAYERS)
        answerer._zygote = self._zygote  # one for all tests
        said = answerer.work(Errand(self.ask(job), job.submission.content))
        assert said == ""
        return self.answers / f"{self.run.ticket(job)}{form.ANSWERS}"

    def judge(self, job: Job, run: Run | None = None) -> Attempt:
        return Arbiter(self._course, self.answers, run or self.run).work(job)

    def grade(self, job: Job) -> Attempt:
        """The same in one zone."""
        grader = Grader(self._course, LAYERS)
        grader._zygote = self._zygote
        return grader.work(job)
