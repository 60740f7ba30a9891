"""Records that make no sense are refused where they are made."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from gradebook.errors import GradebookError
from gradebook.records import Adjustment, Assignment, Attempt, CheckResult, Student, Task

NAIVE = datetime(2025, 1, 1)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"status": "ok"}, "is 'ok'"),
        ({"score": None}, "no score"),
        ({"status": "grader_error", "score": 0.0}, "leave it out"),
        ({"score": float("nan")}, "nan"),
        ({"wall_seconds": float("inf")}, "inf"),
        ({"submitted_at": NAIVE}, "UTC offset"),
        ({"graded_at": NAIVE}, "UTC offset"),
        ({"seed": 2**63}, "64 bits"),
    ],
)
def test_attempt_refuses(
    attempt: Callable[..., Attempt], changes: dict[str, object], sentence: str
) -> None:
    with pytest.raises(GradebookError, match=sentence):
        attempt(**changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"due": NAIVE},
        {"max_score": float("nan")},
    ],
)
def test_assignment_refuses(assignment: Assignment, changes: dict[str, object]) -> None:
    with pytest.raises(GradebookError, match="autograd"):
        replace(assignment, **changes)


def test_check_refuses_points_that_are_no_number(check: CheckResult) -> None:
    with pytest.raises(GradebookError, match="test_vjp_of_matmul"):
        replace(check, points=float("nan"))


def test_student_and_task_refuse() -> None:
    with pytest.raises(GradebookError, match="no id"):
        Student(" ")
    with pytest.raises(GradebookError, match="vjp"):
        Task("vjp", float("inf"))


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("gift", 1.0),
        ("points", "two"),
        ("points", float("nan")),
        ("extension", "tomorrow"),
        ("extension", "2025-11-07T12:00:00"),
    ],
)
def test_adjustment_refuses(kind: str, value: str | float, due: datetime) -> None:
    with pytest.raises(GradebookError, match="adjustment of 'ada'"):
        Adjustment("ada", "autograd", kind, value, "Dr. Hopper", "", due)


def test_adjustment_reads_its_value(due: datetime) -> None:
    def make(kind: str, value: str | float) -> Adjustment:
        return Adjustment("ada", "autograd", kind, value, "Dr. Hopper", "", due)

    extension = make("extension", "2025-11-07T12:00:00+02:00")
    assert extension.due == datetime(2025, 11, 7, 10, tzinfo=UTC)
    assert (extension.points, make("points", -2).points) == (0.0, -2.0)
    assert make("comment", "2025-11-07T12:00:00+02:00").due is None
