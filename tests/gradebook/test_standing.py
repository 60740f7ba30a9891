"""The rules from attempts and adjustments to a grade."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from gradebook.counting import Verdict
from gradebook.records import Adjustment, Assignment, Grade, Student
from gradebook.standing import grade_of

ADA = Student("ada")
GradeAda = Callable[..., Grade]


@pytest.fixture
def graded(due: datetime) -> Verdict:
    return Verdict(1, "graded", 8.0, 10.0, "", due)


@pytest.fixture
def broken(due: datetime) -> Verdict:
    return Verdict(2, "grader_error", None, 10.0, "the sandbox did not start", due)


@pytest.fixture
def adjusted(due: datetime) -> Callable[[str, str | float], Adjustment]:
    return lambda kind, value: Adjustment("ada", "autograd", kind, value, "Dr. Hopper", "", due)


@pytest.fixture
def grade(assignment: Assignment) -> GradeAda:
    def make(*verdicts: Verdict, adjustments: tuple[Adjustment, ...] = ()) -> Grade:
        return grade_of(ADA, assignment, verdicts, adjustments)

    return make


def late(verdict: Verdict, **delay: float) -> Verdict:
    assert verdict.submitted_at is not None
    return replace(verdict, submitted_at=verdict.submitted_at + timedelta(**delay))


def test_no_attempt_is_missing_and_never_zero(grade: GradeAda) -> None:
    found = grade()
    assert (found.status, found.raw_score, found.score) == ("missing", None, None)
    assert (found.attempt_id, found.submitted_at, found.max_score) == (None, None, 10.0)


def test_graded(grade: GradeAda, graded: Verdict, due: datetime) -> None:
    found = grade(graded)
    assert (found.status, found.raw_score, found.score) == ("graded", 8.0, 8.0)
    assert (found.attempt_id, found.submitted_at) == (1, due)


def test_zero_is_a_score(grade: GradeAda, graded: Verdict) -> None:
    assert grade(replace(graded, score=0.0)).score == 0.0


def test_the_newest_attempt_counts_even_if_worse(grade: GradeAda, graded: Verdict) -> None:
    worse = replace(graded, attempt_id=2, score=3.0, max_score=12.0)
    found = grade(graded, worse)
    assert (found.score, found.max_score, found.attempt_id) == (3.0, 12.0, 2)


def test_our_failure_keeps_the_earlier_grade(
    grade: GradeAda, graded: Verdict, broken: Verdict
) -> None:
    found = grade(graded, broken)
    assert (found.status, found.score, found.attempt_id) == ("needs_review", 8.0, 1)
    assert found.note == "the sandbox did not start"


def test_only_our_failures_leave_the_score_blank(
    grade: GradeAda, broken: Verdict, due: datetime
) -> None:
    found = grade(broken, broken)
    assert (found.status, found.score, found.attempt_id) == ("needs_review", None, None)
    assert found.submitted_at == due


def test_a_good_run_after_our_failure_settles_it(
    grade: GradeAda, graded: Verdict, broken: Verdict
) -> None:
    assert grade(broken, graded).status == "graded"


def test_needs_review_replaces_an_earlier_grade(grade: GradeAda, graded: Verdict) -> None:
    found = grade(graded, replace(graded, attempt_id=2, status="needs_review", score=None))
    assert (found.status, found.score, found.attempt_id) == ("needs_review", None, 2)


def test_needs_review_may_have_a_score(grade: GradeAda, graded: Verdict) -> None:
    found = grade(replace(graded, status="needs_review", score=5.0))
    assert (found.status, found.score) == ("needs_review", 5.0)


def test_late(grade: GradeAda, graded: Verdict) -> None:
    found = grade(late(graded, days=1, seconds=1))
    assert (found.raw_score, found.late_penalty, found.score) == (8.0, 1.6, 6.4)


def test_points_are_part_of_the_raw_score(
    grade: GradeAda, graded: Verdict, adjusted: Callable[..., Adjustment]
) -> None:
    plus = (adjusted("points", 3.0), adjusted("points", -1.0))
    found = grade(late(graded, hours=1), adjustments=plus)
    assert (found.raw_score, found.late_penalty, found.score) == (10.0, 1.0, 9.0)


def test_points_never_go_below_zero(
    grade: GradeAda, graded: Verdict, adjusted: Callable[..., Adjustment]
) -> None:
    assert grade(graded, adjustments=(adjusted("points", -20.0),)).score == 0.0


def test_points_wait_for_a_score_and_say_so(
    grade: GradeAda, broken: Verdict, adjusted: Callable[..., Adjustment]
) -> None:
    plus = (adjusted("points", 3.0),)
    assert grade(adjustments=plus).score is None
    assert grade(adjustments=plus).note == "+3 points wait for a score"
    assert grade(broken, adjustments=plus).note == (
        "the sandbox did not start; +3 points wait for a score"
    )


def test_a_waiver_removes_the_late_penalty(
    grade: GradeAda, graded: Verdict, adjusted: Callable[..., Adjustment]
) -> None:
    found = grade(late(graded, days=3), adjustments=(adjusted("waiver", ""),))
    assert (found.late_penalty, found.score) == (0.0, 8.0)


def test_the_last_extension_moves_the_due_date(
    grade: GradeAda, graded: Verdict, due: datetime, adjusted: Callable[..., Adjustment]
) -> None:
    week, day = due + timedelta(days=7), due + timedelta(days=1)
    extensions = (
        adjusted("extension", week.isoformat()),
        adjusted("extension", day.isoformat()),
    )
    found = grade(late(graded, days=2), adjustments=extensions)
    assert (found.due, found.late_penalty) == (day, 0.8)


def test_an_extension_never_shortens(
    grade: GradeAda, graded: Verdict, due: datetime, adjusted: Callable[..., Adjustment]
) -> None:
    sooner = adjusted("extension", (due - timedelta(days=1)).isoformat())
    assert grade(graded, adjustments=(sooner,)).late_penalty == 0.0


def test_a_comment_changes_nothing(
    grade: GradeAda, graded: Verdict, adjusted: Callable[..., Adjustment]
) -> None:
    comment = adjusted("comment", "well done")
    found = grade(graded, adjustments=(comment,))
    assert found == replace(grade(graded), adjustments=(comment,))
