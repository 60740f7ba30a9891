"""What the gradebook gives back is what was put in."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from gradebook.errors import GradebookError
from gradebook.records import Adjustment, Assignment, Attempt, CheckResult, Run, Student
from gradebook.store import Gradebook


def rows_in(path: Path, table: str) -> int:
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        count = connection.scalar(text(f"SELECT count(*) FROM {table}"))
    engine.dispose()
    return int(count)


def test_the_secret_is_made_once(path: Path) -> None:
    with Gradebook.open(path) as book:
        secret = book.course_secret()
    with Gradebook.open(path) as book:
        assert book.course_secret() == secret
    assert len(bytes.fromhex(secret)) == 32


def test_secrets_differ(tmp_path: Path) -> None:
    secrets = set()
    for name in "ab":
        with Gradebook.open(tmp_path / name) as book:
            secrets.add(book.course_secret())
    assert len(secrets) == 2


def test_an_attempt_comes_back_equal(
    book: Gradebook, attempt: Callable[..., Attempt], check: CheckResult
) -> None:
    odd = replace(
        check,
        check="test_odd",
        misconception="transposed",
        hint="Ünïcode ☃",
        mismatches=({"where": [0, 1], "got": float("inf")},),
        transcript="line\nline\x1b[31m",
        visible=False,
    )
    whole = attempt(checks=(check, odd), score=1 / 3, seed=-(2**63))
    attempt_id = book.record(whole)
    assert book.attempts("ada", "autograd") == [whole]
    assert book.checks(attempt_id) == [check, odd]


def test_one_attempt_is_found_by_its_id(book: Gradebook, attempt: Callable[..., Attempt]) -> None:
    ids = [book.record(attempt(score=score)) for score in (8.0, 3.0)]
    assert [book.attempt(each).score for each in ids] == [8.0, 3.0]
    assert book.attempt(ids[0]) == attempt(score=8.0)
    with pytest.raises(GradebookError, match="no attempt 99"):
        book.attempt(99)


def test_runs_are_what_every_attempt_took(
    book: Gradebook, assignment: Assignment, attempt: Callable[..., Attempt]
) -> None:
    book.put_assignment(replace(assignment, slug="other"))
    book.record(attempt(slug="other"))
    slow = book.record(attempt(wall_seconds=9.0, assignment_version="0.9"))
    assert book.runs("autograd") == {slow: Run("0.9", 9.0, 1.25, 300_000_000)}


def test_nothing_a_student_prints_stops_the_record(
    book: Gradebook, attempt: Callable[..., Attempt], check: CheckResult
) -> None:
    rude = replace(check, transcript="nul \0 surrogate \ud800")
    book.record(attempt(checks=(rude,)))
    [kept] = book.attempts("ada", "autograd")[0].checks
    assert kept.transcript == "nul \\x00 surrogate \\ud800"


def test_every_attempt_is_kept_oldest_first(
    book: Gradebook, attempt: Callable[..., Attempt]
) -> None:
    history = [attempt(score=score) for score in (8.0, 3.0, 9.0)]
    for each in history:
        book.record(each)
    assert book.attempts("ada", "autograd") == history


def test_an_attempt_without_checks(book: Gradebook, attempt: Callable[..., Attempt]) -> None:
    assert book.checks(book.record(attempt(checks=()))) == []


def test_unknown_students_are_recorded_but_not_renamed(
    book: Gradebook, attempt: Callable[..., Attempt]
) -> None:
    book.put_roster([Student("ada", "Lovelace")])
    book.record(attempt())
    book.record(attempt(student_id="grace"))
    assert book.students() == [Student("ada", "Lovelace"), Student("grace")]


def test_unknown_assignments_are_refused(book: Gradebook, attempt: Callable[..., Attempt]) -> None:
    with pytest.raises(GradebookError, match="no slug 'sgd'"):
        book.record(attempt(slug="sgd"))


def test_students_get_a_row_only_for_news(book: Gradebook, path: Path) -> None:
    ada, grace = Student("ada", "Byron"), Student("grace", "Hopper")
    book.put_roster([grace, ada, ada])
    book.put_roster([ada, grace])
    assert rows_in(path, "students") == 2
    book.put_roster([replace(ada, last_name="Lovelace"), grace])
    assert book.students() == [Student("ada", "Lovelace"), grace]
    assert rows_in(path, "students") == 3


def test_assignments_get_a_row_only_for_news(
    book: Gradebook, path: Path, assignment: Assignment
) -> None:
    book.put_assignment(assignment)
    assert rows_in(path, "assignments") == 1
    newer = replace(assignment, version="1.1", due=None, tasks=())
    book.put_assignment(newer)
    assert book.assignments() == [newer]
    book.put_assignment(assignment)
    assert book.assignments() == [assignment]
    assert rows_in(path, "assignments") == 3


def test_settled_is_what_the_newest_run_of_a_notebook_settled(
    book: Gradebook, attempt: Callable[..., Attempt]
) -> None:
    def settled() -> set[str]:
        return book.settled().get(("ada", "autograd"), set())

    assert settled() == set()
    book.record(attempt(fingerprint="f1"))
    book.record(attempt(fingerprint="f2", notebook_sha256="cd" * 32, status="needs_review"))
    assert settled() == {"f1", "f2"}  # two folders by turns: neither is run again
    book.record(attempt(fingerprint="f1", status="grader_error", score=None))
    assert settled() == {"f2"}
    book.record(attempt(fingerprint="f1"))
    assert settled() == {"f1", "f2"}
    assert ("ada", "sgd") not in book.settled()


@pytest.mark.parametrize(
    "change",
    [{"assignment_version": "2"}, {"grader_version": "2"}, {"seed": 8}, {"device": "cuda"},
     {"isolation": ()}],
)  # fmt: skip
def test_what_was_run_otherwise_since_is_not_settled(
    book: Gradebook, attempt: Callable[..., Attempt], change: dict[str, Any]
) -> None:
    """A version that comes back is graded again: the newest run is what counts."""
    book.record(attempt(fingerprint="f1"))
    book.record(attempt(fingerprint="f2", **change))
    assert book.settled() == {("ada", "autograd"): {"f2"}}


def test_one_notebook_at_two_moments_is_settled_at_both(
    book: Gradebook, attempt: Callable[..., Attempt], due: datetime
) -> None:
    book.record(attempt(fingerprint="f1"))
    book.record(attempt(fingerprint="f2", submitted_at=due + timedelta(days=1)))
    assert book.settled() == {("ada", "autograd"): {"f1", "f2"}}


def test_adjustments_outlive_regrades(
    book: Gradebook, attempt: Callable[..., Attempt], due: datetime
) -> None:
    late = due + timedelta(days=2)
    book.record(attempt(submitted_at=late))
    given = [
        Adjustment("ada", "autograd", "points", 0.1, "Dr. Hopper", "rounding", due),
        Adjustment("ada", "autograd", "waiver", "", "Dr. Hopper", "ill", due),
        Adjustment("ada", "autograd", "extension", late.isoformat(), "Dr. Hopper", "", due),
        Adjustment("ada", "autograd", "comment", "=1+1", "Dr. Hopper", "", due),
    ]
    for adjustment in given:
        book.adjust(adjustment)
    book.record(attempt(score=9.0, submitted_at=late))
    [grade] = book.grades()
    assert book.adjustments("ada", "autograd") == given
    assert (grade.raw_score, grade.late_penalty, grade.due) == (9.1, 0.0, late)


@pytest.mark.parametrize(("student_id", "slug"), [("nobody", "autograd"), ("ada", "nothing")])
def test_adjusting_the_unknown_is_refused(
    book: Gradebook, due: datetime, student_id: str, slug: str
) -> None:
    book.put_roster([Student("ada")])
    with pytest.raises(GradebookError, match="add it first"):
        book.adjust(Adjustment(student_id, slug, "points", 1.0, "Dr. Hopper", "", due))


def test_grades_of_every_student_in_every_assignment(
    book: Gradebook, assignment: Assignment, attempt: Callable[..., Attempt]
) -> None:
    book.put_roster([Student("grace"), Student("ada"), Student("Zoe")])
    book.put_assignment(replace(assignment, slug="Optim"))
    book.record(attempt(student_id="grace"))
    found = [(g.assignment.slug, g.student.id, g.status) for g in book.grades()]
    assert found == [
        ("Optim", "Zoe", "missing"),
        ("Optim", "ada", "missing"),
        ("Optim", "grace", "missing"),
        ("autograd", "Zoe", "missing"),
        ("autograd", "ada", "missing"),
        ("autograd", "grace", "graded"),
    ]
