"""The real nbgrader agrees with our gradebook, and what people decide there comes back once."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import nbformat
import pytest
from click.testing import CliRunner, Result

from autograder.bridge.executed import executed_notebook
from autograder.bridge.nbgrader import opened
from autograder.bridge.push import push_all
from autograder.cli.main import main
from autograder.course.assignment import load_assignment
from autograder.course.notebook import starter
from gradebook.exports.csv_table import GRADE_COLUMNS
from gradebook.policy import LateRule, Policy
from gradebook.records import (
    Adjustment,
    Assignment,
    Attempt,
    CellResult,
    CheckResult,
    Student,
    Task,
)
from gradebook.store import Gradebook

DUE = datetime(2027, 2, 14, 23, 59, tzinfo=UTC)
TOML = """
title = "Doubling"
[[tasks]]
name = "double"
points = 4
[[tasks]]
name = "halve"
points = 6
"""
SOURCE = '''# %% task="double"
def double(x):
    """Twice x."""
    ### BEGIN SOLUTION
    return x * 2
    ### END SOLUTION

# %% tests="double"
assert double(2) == 4

# %% task="halve"
def halve(x):
    """Half of x."""
    ### BEGIN SOLUTION
    return x / 2
    ### END SOLUTION

# %% tests="halve"
assert halve(2) == 1
'''
NOTEBOOK = json.dumps(
    {
        "nbformat": 4,
        "metadata": {"widgets": "<script>alert(1)</script>"},
        "cells": [
            {"cell_type": "markdown", "source": "# <b>Mine</b>", "attachments": {"a": 1}},
            {
                "cell_type": "code",
                "source": ["def double(x):\n", "    return x * 2"],
                "outputs": [{"output_type": "display_data", "data": {"text/html": "<script>"}}],
                "metadata": {"nbgrader": {"grade_id": "double", "grade": True, "points": 99}},
            },
            {
                "cell_type": "code",
                "source": "print('a'); 1 / 0",
                "metadata": {"nbgrader": {"grade_id": "test_double"}},
            },
            {
                "cell_type": "code",
                "source": "copied = True",
                "metadata": {"nbgrader": {"grade_id": "test_double"}},
            },
        ],
    }
).encode()
RAN = (CellResult(2, "a\n", "Code cell 2, line 1\n  1 / 0\nZeroDivisionError: division by zero"),)


def check(task: str, points: float, most: float) -> CheckResult:
    outcome = "passed" if points == most else "failed"
    said = "" if points == most else f"{task} is wrong."
    return CheckResult(
        *(task, f"check_{task}", "It is right.", True, outcome, points, most, said, "", None, None),
        *(None, None, (), "", 0.1),
    )


@pytest.fixture
def course(tmp_path: Path) -> Path:
    folder = tmp_path / "course" / "solutions" / "doubling"
    folder.mkdir(parents=True)
    (folder / "assignment.toml").write_text(TOML)
    (folder / "notebook.py").write_text(SOURCE)
    return tmp_path / "course"


@pytest.fixture
def course_dir(tmp_path: Path) -> Path:
    """nbgrader's folder, in which ada handed in."""
    submitted = tmp_path / "nbgrader" / "submitted" / "ada" / "doubling"
    submitted.mkdir(parents=True)
    (submitted / "doubling.ipynb").write_bytes(NOTEBOOK)
    (tmp_path / "nbgrader" / "nbgrader_config.py").write_text("c = get_config()\n")
    return tmp_path / "nbgrader"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "ours.db"


@pytest.fixture
def attempt() -> Callable[..., Attempt]:
    def made(student: str, double: float, halve: float, **changes: Any) -> Attempt:
        checks = check("double", double, 4.0), check("halve", halve, 6.0)
        usual = Attempt(
            *(student, "doubling", "f", "graded", double + halve, 10.0, ""),
            *(sha256(NOTEBOOK).hexdigest(), "v1", "g1", 7, "cpu", ()),
            *(DUE + timedelta(hours=1), DUE, 1.0, 1.0, 1, checks, RAN),
        )
        return replace(usual, **changes)

    return made


@pytest.fixture
def book(target: Path, attempt: Callable[..., Attempt]) -> Any:
    with Gradebook.open(target) as opened_book:
        tasks = Task("double", 4.0), Task("halve", 6.0)
        late = Policy(LateRule(10.0))
        opened_book.put_assignment(Assignment("doubling", "Doubling", "v1", 10.0, DUE, tasks, late))
        opened_book.put_roster([Student("ada", "Lovelace", "Ada", "ada@example.org")])
        opened_book.record(attempt("ada", 4.0, 2.0))
        opened_book.record(attempt("bob", 4.0, 6.0, submitted_at=DUE))
        unread = {"status": "needs_review", "score": None, "checks": (), "cells": ()}
        opened_book.record(attempt("cleo", 0.0, 0.0, **unread))
        why = ("Dr. Hopper", "typo", DUE)
        opened_book.adjust(Adjustment("ada", "doubling", "points", 1.5, *why))
        yield opened_book


def nbgrader(command: str, course_dir: Path, target: Path, *more: str) -> Result:
    args = ["nbgrader", command, "--course-dir", str(course_dir), "--gradebook", str(target)]
    result = CliRunner().invoke(main, [*args, *more])
    assert result.exit_code == 0, result.output
    return result


def exported(course_dir: Path) -> dict[str, list[float]]:
    """What ``nbgrader export`` says: raw score, penalty and score of each student."""
    home = course_dir / "home"
    home.mkdir(exist_ok=True)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "HOME": str(home), "JUPYTER_CONFIG_DIR": str(home), "PATH": path}
    command = [sys.executable, "-m", "nbgrader", "export"]
    subprocess.run(command, cwd=course_dir, env=environment, check=True, capture_output=True)
    with (course_dir / "grades.csv").open(encoding="utf-8") as file:
        reader = csv.DictReader(file)
        rows = list(reader)
    assert tuple(reader.fieldnames or ()) == GRADE_COLUMNS[:11]  # ours begin with theirs
    columns = ("raw_score", "late_submission_penalty", "score", "max_score")
    return {row["student_id"]: [float(row[name]) for name in columns] for row in rows}


@pytest.mark.slow
def test_its_export_agrees_with_ours(
    course: Path, course_dir: Path, target: Path, book: Gradebook
) -> None:
    result = nbgrader("push", course_dir, target, "--course", str(course))
    assert "3 submissions are in" in result.output
    assert "bob/doubling is not shown: submitted/ does not have it" in result.output
    theirs = exported(course_dir)
    for grade in book.grades():
        if grade.score is not None:
            ours = [grade.raw_score, grade.late_penalty, grade.score, grade.max_score]
            assert theirs[grade.student.id] == pytest.approx(ours)
    nbgrader("push", course_dir, target, "--course", str(course))
    assert exported(course_dir) == theirs


@pytest.mark.slow
def test_manual_grades_and_comments_come_back_once_and_survive_a_regrade(
    course: Path,
    course_dir: Path,
    target: Path,
    book: Gradebook,
    attempt: Callable[..., Attempt],
) -> None:
    with opened(course_dir) as api:
        push_all(book, api)
        grade = api.find_grade("test_halve", "doubling", "doubling", "ada")
        assert (grade.auto_score, grade.needs_manual_grade) == (2.0, False)
        grade.manual_score = 5.0
        api.find_grade("test_double", "doubling", "doubling", "ada").extra_credit = 0.25
        comment = api.find_comment("halve", "doubling", "doubling", "ada")
        assert comment.auto_comment == "It is right. halve is wrong."
        comment.manual_comment = "Nearly."
        assert api.find_grade("test_halve", "doubling", "doubling", "cleo").needs_manual_grade
        api.db.commit()
    before = book.grade("ada", "doubling").raw_score
    assert before == 7.5
    assert "ada, doubling: 3.25 points added" in nbgrader("pull", course_dir, target).output
    assert "0 new adjustments." in nbgrader("pull", course_dir, target).output
    found = book.adjustments("ada", "doubling")[1:]
    assert [(one.kind, one.value, one.author) for one in found] == [
        ("points", 3.25, "nbgrader"),
        ("comment", "halve: Nearly.", "nbgrader"),
    ]
    assert book.grade("ada", "doubling").raw_score == 10.75
    with opened(course_dir) as api:
        push_all(book, api)
        assert api.find_submission("doubling", "ada").score == 10.75
        assert api.find_grade("test_halve", "doubling", "doubling", "ada").manual_score == 5.0
    book.record(attempt("ada", 3.0, 2.0, grader_version="g2"))
    assert book.grade("ada", "doubling").raw_score == 9.75
    with opened(course_dir) as api:
        push_all(book, api)
        api.find_grade("test_halve", "doubling", "doubling", "ada").manual_score = None
        api.db.commit()
    assert "3 points taken away" in nbgrader("pull", course_dir, target).output
    assert book.grade("ada", "doubling").raw_score == 6.75


def test_a_notebook_is_shown_as_it_was_run(course: Path) -> None:
    about = load_assignment(course / "solutions" / "doubling")
    made = executed_notebook(NOTEBOOK, RAN, starter(about))
    nbformat.validate(made)
    cells = {cell["metadata"].get("nbgrader", {}).get("grade_id"): cell for cell in made["cells"]}
    assert set(cells) == {None, "double", "test_double", "halve", "test_halve"}
    assert cells["double"]["metadata"]["nbgrader"]["grade"] is False
    assert "points" not in cells["double"]["metadata"]["nbgrader"]
    assert cells["test_double"]["source"] == "print('a'); 1 / 0"
    printed, raised = cells["test_double"]["outputs"]
    assert printed == {"output_type": "stream", "name": "stdout", "text": "a\n"}
    assert (raised["ename"], raised["evalue"]) == ("ZeroDivisionError", "division by zero")
    assert "<script>" not in json.dumps(made)
    assert cells["test_halve"] == made["cells"][-1]  # deleted by the student, shown at the end


def test_the_notebook_lies_where_formgrader_looks(
    course: Path, course_dir: Path, target: Path, book: Gradebook
) -> None:
    nbgrader("push", course_dir, target, "--course", str(course))
    made = list((course_dir / "autograded").rglob("*"))
    assert [str(path.relative_to(course_dir)) for path in made if path.is_file()] == [
        "autograded/ada/doubling/doubling.ipynb"
    ]
    notebook = nbformat.read(course_dir / "autograded/ada/doubling/doubling.ipynb", 4)
    assert len(notebook.cells) == 6


def test_our_own_gradebook_is_not_taken_for_nbgraders(course_dir: Path) -> None:
    Gradebook.open(course_dir / "gradebook.db").close()
    args = ["nbgrader", "pull", "--course-dir", str(course_dir)]
    result = CliRunner().invoke(main, [*args, "--gradebook", str(course_dir / "gradebook.db")])
    assert result.exit_code == 2
    assert "nbgrader's own gradebook" in result.output


def test_without_nbgrader_one_sentence_says_what_to_do(
    course_dir: Path, target: Path, book: Gradebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    (course_dir / "gradebook.db").touch()
    monkeypatch.setitem(sys.modules, "nbgrader.api", None)
    args = ["nbgrader", "pull", "--course-dir", str(course_dir), "--gradebook", str(target)]
    result = CliRunner().invoke(main, args)
    assert result.exit_code == 3
    assert "pip install 'torchgrade[nbgrader]'" in result.output
