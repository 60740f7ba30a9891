"""How a class did: counted by hand."""

from dataclasses import replace

import pytest

from gradebook.class_record import ClassRecord
from gradebook.records import Assignment, CheckResult, Grade, GradeStatus, Student


def grade(assignment: Assignment, student: str, status: GradeStatus = "graded") -> Grade:
    score = None if status == "missing" else 5.0
    return Grade(
        student=Student(student),
        assignment=assignment,
        status=status,
        raw_score=score,
        late_penalty=0.0,
        score=score,
        max_score=10.0,
        due=None,
        submitted_at=None,
        attempt_id=1,
        note="",
    )


def checks(check: CheckResult, *outcomes: str) -> list[CheckResult]:
    """As many checks as outcomes, worth 2 points each, the first two of one task."""
    return [
        replace(
            check,
            task=("vjp", "vjp", "jacobian")[number],
            check=f"check_{number}",
            outcome=outcome,
            points=2.0 if outcome == "passed" else 0.0,
            max_points=2.0,
            message="" if outcome == "passed" else f"`result[{number}]` is {number}.5.",
            misconception={"failed": "adds", "errored": "a_rare_one"}.get(outcome),
            hint="Do you add?" if outcome == "failed" else None,
        )
        for number, outcome in enumerate(outcomes)
    ]


@pytest.fixture
def record(assignment: Assignment, check: CheckResult) -> ClassRecord:
    record = ClassRecord(assignment)
    record.add(grade(assignment, "ada"), checks(check, "passed", "passed", "passed"))
    record.add(grade(assignment, "bo"), checks(check, "passed", "failed", "failed"))
    record.add(grade(assignment, "cy"), checks(check, "passed", "failed", "skipped"))
    record.add(grade(assignment, "di"), checks(check, "passed", "errored", "skipped"))
    record.add(grade(assignment, "ed", "missing"), [])
    record.add(grade(assignment, "flo", "needs_review"), checks(check, *["crashed"] * 3))
    return record


def test_checks_are_counted_over_those_who_are_graded(record: ClassRecord) -> None:
    assert [item.pass_rate for item in record.items.values()] == [1.0, 0.25, 0.25]
    assert record.items["check_1"].outcomes == {"passed": 1, "failed": 2, "errored": 1}
    assert len(record.grades) == 6


def test_a_check_is_held_against_the_rest_of_the_score(record: ClassRecord) -> None:
    assert record.items["check_1"].rests == [4.0, 2.0, 2.0, 2.0]
    assert record.items["check_1"].point_biserial == pytest.approx(1.0)
    assert record.items["check_0"].point_biserial is None


def test_tasks_come_in_the_order_of_the_notebook(record: ClassRecord) -> None:
    vjp, jacobian = record.tasks()
    assert (vjp.name, vjp.max_points, vjp.mean) == ("vjp", 4.0, 0.625)
    assert (jacobian.rate(1), jacobian.rate(0)) == (0.25, 0.75)


def test_misconceptions_are_ranked_by_students_not_by_checks(record: ClassRecord) -> None:
    held, rare = record.misconceptions()
    assert (rare.name, list(rare.students)) == ("a_rare_one", ["di"])
    assert (held.name, held.hint, list(held.students)) == ("adds", "Do you add?", ["bo", "cy"])
    assert list(held.tasks) == ["vjp", "jacobian"]


def test_failures_that_say_the_same_are_one(record: ClassRecord) -> None:
    found = [(one.outcome, one.pattern, list(one.students)) for one in record.failures()]
    assert found == [
        ("failed", "`result[#]` is #.", ["bo", "cy"]),
        ("errored", "`result[#]` is #.", ["di"]),
    ]
