"""A right notebook, to be mangled as honest students' tools mangle it, and graded for real."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from autograder.course.course import assignment
from autograder.course.notebook import as_text, solved, starter
from autograder.grading.attempt import judged_attempt
from autograder.grading.job import Job
from autograder.grading.judge import Judge
from autograder.grading.submission import Submission
from autograder.sandbox.zygote import Zygote
from gradebook.records import Attempt

SLUG = "03-devices"
Notebook = dict[str, Any]


@pytest.fixture(scope="session")
def judge(course: Path) -> Judge:
    """The judge of the assignment that is quickest to grade."""
    return Judge(assignment(course, SLUG))


@pytest.fixture
def right(judge: Judge) -> Notebook:
    """A notebook that earns all 20 points; each test may change its own."""
    notebook: Notebook = json.loads(as_text(solved(judge.assignment)))
    return notebook


@pytest.fixture
def untouched(judge: Judge) -> Notebook:
    """The starter, as every student gets it."""
    notebook: Notebook = json.loads(as_text(starter(judge.assignment)))
    return notebook


@pytest.fixture
def graded(judge: Judge, zygote: Zygote) -> Callable[[bytes], Attempt]:
    """Grade a file's bytes; the attempt is what the gradebook would record."""

    def grade(content: bytes) -> Attempt:
        about = judge.assignment
        submission = Submission("somebody", SLUG, content)
        job = Job(submission, about.max_score, about.version, 1, zygote.layers)
        return judged_attempt(job, judge.judge(content, job.seed, zygote), 0.0)

    return grade
