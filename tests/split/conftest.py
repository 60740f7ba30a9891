"""The small course, submissions to it, and the zones."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest
from zones import Zones, write_course

from autograder.course.course import assignment
from autograder.grading.job import Job
from autograder.grading.submission import Submission
from autograder.sandbox.zygote import Zygote
from autograder.seeds import submission_seed
from autograder.split.ticket import LAYERS


@pytest.fixture(scope="session")
def steps(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course's folder."""
    root = tmp_path_factory.mktemp("course")
    write_course(root)
    return root


@pytest.fixture
def job(steps: Path) -> Callable[..., Job]:
    """A submission of these cells, to be graded."""

    def made(*cells: str, student: str = "ann", layers: tuple[str, ...] = LAYERS) -> Job:
        sources = [{"cell_type": "code", "source": dedent(cell)} for cell in cells]
        content = json.dumps({"nbformat": 4, "cells": sources}).encode()
        submission = Submission(student, "steps", content)
        seed = submission_seed("secret", student, "steps")
        return Job(submission, 5.0, assignment(steps, "steps").version, seed, layers)

    return made


@pytest.fixture
def zones(steps: Path, tmp_path: Path, zygote: Zygote) -> Zones:
    return Zones(steps, tmp_path, zygote)
