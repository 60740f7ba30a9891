"""`autograder ask`, `answer` and `judge`, as a teacher or a CI server calls them."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from zones import Course

from autograder.cli.main import main
from autograder.grading import pool
from autograder.grading.pool import PoolBroken


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


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["ask", "submitted", "--nonce", "0" * 32], "not asked: ann, steps: it died"),
        (["answer", "questions", "submitted"], "not answered: "),
    ],
)
def test_a_notebook_over_which_processes_die_costs_its_classmates_nothing(
    course: Course,
    nonce: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: list[str],
    said: str,
) -> None:
    """It is told by itself, and the command goes on with the others."""

    def work_all(_: object, items: Sequence[Any], __: int, lost: Callable[..., Any]) -> list[Any]:
        return [lost(items[0], PoolBroken("it died"))]

    monkeypatch.setattr(pool, "work_all", work_all)
    monkeypatch.chdir(course.folder)
    where = ["--gradebook", str(tmp_path / "new.db")] if command[0] == "ask" else []
    done = CliRunner().invoke(main, [*command, *where, "--output", str(tmp_path / "out")])
    assert done.exit_code == 3, done.output
    assert said in done.output
    assert "it died" in done.output
    assert "Wrote " in done.output
