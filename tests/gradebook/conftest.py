"""What most gradebook tests start from: an empty gradebook and records to put in it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings

from gradebook.policy import DEFAULT, CoursePolicy, LateRule, Policy
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

settings.register_profile("gradebook", database=None, deadline=None, max_examples=60)
settings.load_profile("gradebook")

DUE = datetime(2025, 10, 31, 23, 59, tzinfo=UTC)

ASSIGNMENT = Assignment(
    slug="autograd",
    title="Automatic differentiation",
    version="1.0",
    max_score=10.0,
    due=DUE,
    tasks=(Task("vjp", 4.0), Task("jacobian", 6.0)),
    policy=Policy(LateRule(10.0)),
)

CHECK = CheckResult(
    task="vjp",
    check="test_vjp_of_matmul",
    description="The VJP of a matrix product is right.",
    visible=True,
    outcome="passed",
    points=4.0,
    max_points=4.0,
    message="",
    traceback="",
    cell=None,
    line=None,
    misconception=None,
    hint=None,
    mismatches=(),
    transcript="",
    seconds=0.01,
)

ATTEMPT = Attempt(
    student_id="ada",
    slug="autograd",
    fingerprint="f1",
    status="graded",
    score=8.0,
    max_score=10.0,
    note="",
    notebook_sha256="ab" * 32,
    assignment_version="1.0",
    grader_version="0.1.0",
    seed=7,
    device="cpu",
    isolation=("namespaces", "landlock"),
    submitted_at=DUE,
    graded_at=DUE,
    wall_seconds=1.5,
    cpu_seconds=1.25,
    peak_bytes=300_000_000,
    checks=(CHECK,),
    cells=(CellResult(2, "tensor(4.5)\n", ""),),
)


@pytest.fixture
def due() -> datetime:
    return DUE


@pytest.fixture
def assignment() -> Assignment:
    return ASSIGNMENT


@pytest.fixture
def check() -> CheckResult:
    return CHECK


@pytest.fixture
def attempt() -> Callable[..., Attempt]:
    """Make an attempt that differs from the usual one in the given fields."""
    return lambda **changes: replace(ATTEMPT, **changes)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "gradebook.db"


@pytest.fixture
def book(path: Path) -> Iterator[Gradebook]:
    """A gradebook that knows the usual assignment and nobody yet."""
    with Gradebook.open(path) as book:
        book.put_assignment(ASSIGNMENT)
        yield book


@pytest.fixture
def small_class(
    book: Gradebook,
    assignment: Assignment,
    attempt: Callable[..., Attempt],
    check: CheckResult,
    due: datetime,
) -> Gradebook:
    """A small class in which everything happens."""
    failed = replace(
        check,
        check="test_jacobian",
        task="jacobian",
        visible=False,
        outcome="failed",
        points=0.0,
        max_points=6.0,
        message='expected "[1., 2.]",\ngot [2., 1.]',
        misconception="transposed",
        hint="=HYPERLINK(0) is what a formula would look like",
        transcript="not for this table",
    )
    half = replace(failed, outcome="timed_out", points=1 / 3, misconception=None, hint=None)
    book.put_assignment(replace(assignment, slug="optim", due=None, max_score=2.5))
    book.put_roster(
        [
            Student("ada", "Lovelace, Countess", 'Ada "Enchantress"', "ada@example.org"),
            Student("broken", "Ölçer", "Şule", "sule@example.org"),
            Student("evil", "=cmd|' /C calc'!A0", "＝1+1", "\t@SUM(1)"),
            Student("kept", "\x1b[31mRed", "Nu\0l", "  +1"),
            Student("missing", "Null", "NA", "none@example.org"),
        ]
    )
    late = due + timedelta(hours=1, microseconds=5)
    wrong = attempt(score=4.0, checks=(check, failed))
    book.record(wrong)
    again = replace(wrong, score=4 + 1 / 3, checks=(check, half), submitted_at=late)
    book.record(replace(again, notebook_sha256="cd" * 32))
    book.record(attempt(student_id="evil", submitted_at=late, checks=(failed, check)))
    book.record(attempt(student_id="kept", submitted_at=None))
    for student_id, moment in (("kept", None), ("broken", due)):
        broke = attempt(student_id=student_id, status="grader_error", score=None, checks=())
        book.record(replace(broke, submitted_at=moment, note="the sandbox did not start"))
    book.record(attempt(student_id="unknown", status="needs_review", score=None, checks=()))
    book.record(attempt(slug="optim", student_id="evil", score=0.0, max_score=2.5))
    for kind, value in (("points", 1.5), ("extension", "2025-11-01T12:00:00+00:00")):
        book.adjust(Adjustment("evil", "autograd", kind, value, "Dr. Hopper", "", due))
    return book


@pytest.fixture
def holds_what_it_held() -> Callable[[Gradebook], None]:
    return _holds_what_it_held


def _holds_what_it_held(book: Gradebook) -> None:
    """The same grades as the first release gave, and everything that they rest on."""
    found = {(g.student.id, g.assignment.slug): g for g in book.grades()}
    ada = found["ada", "autograd"]
    assert (ada.status, ada.raw_score, ada.score) == ("graded", 8.5, pytest.approx(7.65))
    assert [found["missing", "optim"].status, found["stranger", "autograd"].status] == [
        "missing",
        "needs_review",
    ]
    assert ada.assignment.policy == Policy(LateRule(10.0))
    assert found["ada", "optim"].assignment.policy == DEFAULT
    first, second = book.attempts("ada", "autograd")
    assert (first.score, second.score, first.cells) == (4.0, 8.0, ())
    assert first.submitted_at == DUE + timedelta(days=1, hours=1)
    (vjp, failed) = first.checks
    assert (vjp.traceback, vjp.cell, vjp.line) == ("", None, None)
    assert failed.message == 'it\'s "wrong";\nquite'
    assert failed.mismatches == ({"where": [0, 1], "got": float("inf")},)
    assert [one.kind for one in ada.adjustments] == ["points", "extension", "comment"]
    assert book.enrolled() == {"ada", "missing"}
    assert book.course() == CoursePolicy()


@pytest.fixture
def works() -> Callable[[Gradebook], None]:
    return _works


def _works(book: Gradebook) -> None:
    """New records can be added, of every kind."""
    newest = book.attempts("ada", "autograd")[-1]
    book.record(replace(newest, score=9.0, checks=newest.checks * 2))
    book.put_course(CoursePolicy(cap=100.0))
    book.put_roster([Student("grace", "Hopper", section="B")])
    assert book.grade("ada", "autograd").raw_score == 9.5
    assert book.students()[1] == Student("grace", "Hopper", section="B")
