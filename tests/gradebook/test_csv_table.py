"""The tables a teacher opens: fixed bytes, nothing lost, nothing run."""

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pandas
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradebook.exports.cells import text
from gradebook.exports.csv_table import CHECK_COLUMNS, GRADE_COLUMNS, write_checks, write_grades
from gradebook.records import Adjustment, Assignment, Attempt, CheckResult, Grade, Student
from gradebook.store import Gradebook

GOLD = Path(__file__).with_name("gold")


@pytest.fixture
def course(
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
    book.put_students(
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
    book.record(replace(wrong, score=4 + 1 / 3, checks=(check, half), submitted_at=late))
    book.record(attempt(student_id="evil", submitted_at=late, checks=(failed, check)))
    book.record(attempt(student_id="kept", submitted_at=None))
    for student_id in ("kept", "broken"):
        broke = attempt(student_id=student_id, status="grader_error", score=None, checks=())
        book.record(replace(broke, note="the sandbox did not start"))
    book.record(attempt(student_id="unknown", status="needs_review", score=None, checks=()))
    book.record(attempt(slug="optim", student_id="evil", score=0.0, max_score=2.5))
    for kind, value in (("points", 1.5), ("extension", "2025-11-01T12:00:00+00:00")):
        book.adjust(Adjustment("evil", "autograd", kind, value, "Dr. Hopper", "", due))
    return book


def grades_csv(grades: list[Grade]) -> str:
    stream = io.StringIO()
    write_grades(grades, stream)
    return stream.getvalue()


def checks_csv(book: Gradebook) -> str:
    stream = io.StringIO()
    write_checks(book, stream)
    return stream.getvalue()


def test_grades_are_gold(course: Gradebook, tmp_path: Path) -> None:
    written = tmp_path / "grades.csv"
    with written.open("w", encoding="utf-8", newline="") as stream:
        write_grades(course.grades(), stream)
    assert written.read_bytes() == (GOLD / "grades.csv").read_bytes()


def test_checks_are_gold(course: Gradebook, tmp_path: Path) -> None:
    written = tmp_path / "checks.csv"
    with written.open("w", encoding="utf-8", newline="") as stream:
        write_checks(course, stream)
    assert written.read_bytes() == (GOLD / "checks.csv").read_bytes()


def test_the_order_given_does_not_matter(course: Gradebook) -> None:
    assert grades_csv(course.grades()[::-1]) == grades_csv(course.grades())


def test_columns_are_nbgraders_first() -> None:
    assert ",".join(GRADE_COLUMNS) == (
        "assignment,duedate,timestamp,student_id,last_name,first_name,email,"
        "raw_score,late_submission_penalty,score,max_score,status"
    )
    assert ",".join(CHECK_COLUMNS) == (
        "assignment,student_id,task,check,visible,outcome,points,max_points,"
        "message,misconception,hint,status"
    )


def test_nobody_vanishes_from_the_checks(course: Gradebook) -> None:
    rows = list(csv.DictReader(io.StringIO(checks_csv(course))))
    everyone = {(grade.assignment.slug, grade.student.id) for grade in course.grades()}
    assert {(row["assignment"], row["student_id"]) for row in rows} == everyone


def test_an_empty_gradebook_has_headers(path: Path) -> None:
    with Gradebook.open(path) as book:
        assert grades_csv(book.grades()) == ",".join(GRADE_COLUMNS) + "\n"
        assert checks_csv(book) == ",".join(CHECK_COLUMNS) + "\n"


names = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    [
        "NA",
        "nan",
        "None",
        '"',
        '""',
        ",",
        ";",
        "=1",
        "a\r\nb",
        "\r",
        "\n",
        " ",
        "'",
        "#",
        "\\",
        "1e5",
    ]
)


@settings(max_examples=40)
@given(st.lists(st.tuples(names, names, names), max_size=5))
def test_hostile_names_come_back(people: list[tuple[str, str, str]]) -> None:
    assignment = Assignment("a", "A", "1", 1.0, datetime(2025, 1, 1, tzinfo=UTC), 0.0, ())
    students = [Student(f"s{index}", *person) for index, person in enumerate(people)]
    written = grades_csv(
        [
            Grade(student, assignment, "missing", None, 0.0, None, 1.0, None, None, None, "")
            for student in students
        ]
    )
    expected = [[s.id, text(s.last_name), text(s.first_name), text(s.email)] for s in students]
    assert written.count("\n") == len(people) + 1
    assert [row[3:7] for row in csv.reader(io.StringIO(written), strict=True)][1:] == expected
    table = pandas.read_csv(io.StringIO(written), dtype=str, keep_default_na=False)
    assert table.iloc[:, 3:7].to_numpy().tolist() == expected


@given(st.text(st.sampled_from("a;=+-@,\"' \t\n\u200b"), max_size=12))
def test_no_cell_runs_whatever_separates_cells(name: str) -> None:
    """LibreOffice splits at both signs at once; Excel at the one its language has."""
    assignment = Assignment("a", "A", "1", 1.0, datetime(2025, 1, 1, tzinfo=UTC), 0.0, ())
    student = Student("s", name, "", "")
    grade = Grade(student, assignment, "missing", None, 0.0, None, 1.0, None, None, None, "")
    (line,) = grades_csv([grade]).splitlines()[1:]
    assert line.split(",")[3] == '"s"'  # quoted, so that nothing splits it there
    for separator in ",;":
        (row,) = csv.reader([line], delimiter=separator)
        assert not any(cell.lstrip('" ').startswith(("=", "+", "-", "@")) for cell in row)
