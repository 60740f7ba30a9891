"""A regrade: who changes, by how much, because of which check; and nothing else is touched."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from autograder.course.course import assignments
from autograder.grading.grade import execute, plan, recorded_as
from autograder.grading.job import CPU, Job, attempt, failed_attempt
from autograder.grading.regrade import changes, regrade_plan
from autograder.grading.rerun import differences
from autograder.grading.submission import Submission
from gradebook.changes import Change, CheckChange
from gradebook.records import Attempt, CheckResult
from gradebook.store import Gradebook

SLUG = "04-autograd"
CHECK = CheckResult(
    *("tracked", "one", "d", True, "passed", 2.0, 2.0, "", "", None, None, None, None, (), "", 0.1)
)
Ran = list[tuple[Attempt, Change | None]]


@dataclass
class Pretended:
    """An executor that runs nothing: a student's checks are what it is told."""

    outcomes: dict[str, Sequence[CheckResult]]
    layers: tuple[str, ...] = ()
    device: str = CPU

    def grade_all(self, jobs: Sequence[Job]) -> Generator[Attempt, None, None]:
        for job in jobs:
            checks = tuple(self.outcomes.get(job.submission.student, ()))
            if checks:
                score = sum(check.points for check in checks)
                yield attempt(job, "graded", score, [], checks)
            else:
                yield failed_attempt(job, RuntimeError("no box"))


@pytest.fixture
def book(tmp_path: Path) -> Generator[Gradebook, None, None]:
    with Gradebook.open(tmp_path / "gradebook.db") as opened:
        yield opened


@pytest.fixture
def regraded(course: Path, book: Gradebook) -> Callable[..., Ran]:
    """Grade ada, bob and cleo with one check each, mend the assignment, and regrade."""
    handed_in = [Submission(name, SLUG, name.encode()) for name in ("ada", "bob", "cleo")]
    known = {SLUG: assignments(course)[SLUG]}
    failed = replace(CHECK, outcome="failed", points=0.0, message="no")
    first = Pretended({"ada": [CHECK], "bob": [failed], "cleo": [CHECK]})
    list(execute(plan(book, handed_in, known, ()), book, first))
    mended = {SLUG: replace(known[SLUG], version="mended")}

    def run(second: Pretended, check: str | None = None, dry_run: bool = False) -> Ran:
        again = [*handed_in, Submission("dora", SLUG, b"new")]
        again[2] = replace(again[2], content=b"changed since")
        todo = regrade_plan(book, again, mended, (), CPU)
        assert ([job.submission.student for job in todo.plan.jobs], todo.others) == (
            ["ada", "bob"],
            2,
        )
        return list(changes(todo.plan, book, second, mended, check, dry_run))

    return run


SECOND = Pretended({"ada": [replace(CHECK, points=1.5, max_points=1.5)], "bob": [CHECK]})


def standings(book: Gradebook) -> dict[str, tuple[float | None, str, bool]]:
    return {one.student.id: (one.score, one.status, one.stale) for one in book.grades()}


def test_a_dry_run_tells_and_records_nothing(book: Gradebook, regraded: Callable[..., Ran]) -> None:
    before = standings(book), book.assignments()
    ran = regraded(SECOND, dry_run=True)
    told = {a.student_id: (c.gained, c.checks) for a, c in ran if c is not None}
    assert told == {
        "ada": (-0.5, (CheckChange("tracked", "one", "passed", "passed", -0.5),)),
        "bob": (2.0, (CheckChange("tracked", "one", "failed", "passed", 2.0),)),
    }
    assert (standings(book), book.assignments()) == before
    assert len(book.attempts("ada", SLUG)) == 1


def test_a_regrade_records_and_the_rest_is_stale(
    book: Gradebook, regraded: Callable[..., Ran]
) -> None:
    regraded(SECOND)
    assert standings(book) == {
        "ada": (1.5, "graded", False),
        "bob": (2.0, "graded", False),
        "cleo": (2.0, "graded", True),
    }


def test_one_check_alone_records_only_where_it_changed(
    book: Gradebook, regraded: Callable[..., Ran]
) -> None:
    two = replace(CHECK, check="two", points=3.0, max_points=3.0)
    ran = regraded(Pretended({"ada": [CHECK], "bob": [CHECK, two]}), check="two")
    assert [(a.student_id, c is None) for a, c in ran] == [("ada", True), ("bob", False)]
    assert standings(book)["ada"] == (2.0, "graded", True)
    assert standings(book)["bob"] == (5.0, "graded", False)


def test_our_failure_replaces_no_mark(book: Gradebook, regraded: Callable[..., Ran]) -> None:
    ran = regraded(Pretended({"bob": [CHECK]}))
    (ada,) = [change for attempt, change in ran if attempt.student_id == "ada" and change]
    assert (ada.is_of_mark, ada.checks, ada.failure) == (False, (), "RuntimeError: no box")
    assert standings(book)["ada"] == (2.0, "needs_review", True)


def test_adjustments_and_lateness_survive(book: Gradebook, regraded: Callable[..., Ran]) -> None:
    from gradebook.records import Adjustment

    made_at = book.attempts("ada", SLUG)[0].graded_at
    book.adjust(Adjustment("ada", SLUG, "points", 1.0, "Dr. Hopper", "fair", made_at))
    (ada,) = [c for a, c in regraded(SECOND) if a.student_id == "ada" and c is not None]
    assert (ada.before.score, ada.after.score, ada.gained) == (3.0, 2.5, -0.5)
    assert book.grade("ada", SLUG).score == 2.5


def test_two_folders_by_turns_run_each_notebook_once(course: Path, book: Gradebook) -> None:
    known = {SLUG: assignments(course)[SLUG]}
    monday = datetime(2027, 2, 8, tzinfo=UTC)
    older = Submission("ada", SLUG, b"older", monday)
    newer = Submission("ada", SLUG, b"newer", monday + timedelta(days=1))
    three = Pretended({"ada": [replace(CHECK, points=3.0)]})
    ran = [
        len(list(execute(plan(book, [one], known, ()), book, executor)))
        for one, executor in ((newer, three), (older, SECOND), (newer, three), (older, SECOND))
    ]
    assert ran == [1, 1, 0, 0]
    assert book.grade("ada", SLUG).score == 3.0


def test_a_regrade_of_an_older_hand_in_changes_no_mark(course: Path, book: Gradebook) -> None:
    """But where the best counts it may, and then its checks are the reason."""
    known = {SLUG: assignments(course)[SLUG]}
    monday = datetime(2027, 2, 8, tzinfo=UTC)
    older = Submission("ada", SLUG, b"older", monday)
    newer = Submission("ada", SLUG, b"newer", monday + timedelta(days=1))
    failed = replace(CHECK, outcome="failed", points=0.0)
    list(execute(plan(book, [older], known, ()), book, Pretended({"ada": [failed]})))
    list(execute(plan(book, [newer], known, ()), book, Pretended({"ada": [CHECK]})))
    gain = (CheckChange("tracked", "one", "failed", "passed", 5.0),)
    better = Pretended({"ada": [replace(CHECK, points=5.0)]})
    for counts, marks, because in (("last", (2.0, 2.0), ()), ("best", (2.0, 5.0), gain)):
        mended = replace(
            known[SLUG], version="m", policy=replace(known[SLUG].policy, counts=counts)
        )
        book.put_assignment(recorded_as(replace(mended, version=known[SLUG].version)))
        todo = regrade_plan(book, [older], {SLUG: mended}, (), CPU)
        ((_, change),) = changes(todo.plan, book, better, {SLUG: mended}, None, True)
        assert change is not None
        assert (change.before.score, change.after.score) == marks
        assert (change.checks, change.is_any) == (because, bool(because))


def test_what_differs_in_a_rerun_is_told(book: Gradebook, regraded: Callable[..., Ran]) -> None:
    (recorded,) = book.attempts("ada", SLUG)
    nan = {"got": float("nan"), "at": (0, 1)}
    rude = replace(CHECK, seconds=9.0, mismatches=(nan,), transcript="nul \0")
    kept = replace(rude, mismatches=({**nan, "at": [0, 1]},), transcript="nul \\x00")
    stored = replace(recorded, checks=(kept,))
    assert differences(recorded, replace(recorded, grader_version="newer")) == []
    assert differences(stored, replace(recorded, checks=(rude,))) == []
    other = replace(CHECK, outcome="failed", points=0.0, transcript="f() -> 3")
    found = differences(recorded, replace(recorded, score=0.0, checks=(other,), device="cuda"))
    assert found == [
        "score: 2.0 then, 0.0 now",
        "one: outcome passed then, failed now",
        "one: points 2.0 then, 0.0 now",
        "one: another transcript",
        "device: cpu then, cuda now",
    ]
