"""The tables a teacher opens: fixed bytes, nothing lost, nothing run."""

import csv
import io
from datetime import UTC, datetime
from pathlib import Path

import pandas
from hypothesis import given, settings
from hypothesis import strategies as st

from gradebook.exports.cells import text
from gradebook.exports.csv_table import (
    CHECK_COLUMNS,
    GRADE_COLUMNS,
    MAXIMUM,
    write_checks,
    write_grades,
    write_tasks,
)
from gradebook.records import Assignment, Grade, Student
from gradebook.store import Gradebook

GOLD = Path(__file__).with_name("gold")


def grades_csv(grades: list[Grade]) -> str:
    stream = io.StringIO()
    write_grades(grades, stream)
    return stream.getvalue()


def checks_csv(book: Gradebook) -> str:
    stream = io.StringIO()
    write_checks(book.with_checks(book.grades()), stream)
    return stream.getvalue()


def test_grades_are_gold(small_class: Gradebook, tmp_path: Path) -> None:
    written = tmp_path / "grades.csv"
    with written.open("w", encoding="utf-8", newline="") as stream:
        write_grades(small_class.grades(), stream)
    assert written.read_bytes() == (GOLD / "grades.csv").read_bytes()


def test_checks_are_gold(small_class: Gradebook, tmp_path: Path) -> None:
    written = tmp_path / "checks.csv"
    with written.open("w", encoding="utf-8", newline="") as stream:
        write_checks(small_class.with_checks(small_class.grades()), stream)
    assert written.read_bytes() == (GOLD / "checks.csv").read_bytes()


def test_tasks_are_gold(small_class: Gradebook) -> None:
    stream = io.StringIO()
    write_tasks(small_class.with_checks(small_class.grades()), stream)
    assert stream.getvalue() == (GOLD / "tasks.csv").read_text(encoding="utf-8")


def test_maxima_end_each_assignment(small_class: Gradebook) -> None:
    rows = list(csv.DictReader(io.StringIO(checks_csv(small_class))))
    last = [row for row in rows if row["student_id"] == MAXIMUM]
    assert [(row["task"], row["points"], row["max_points"]) for row in last] == [
        ("vjp", "4", "4"),
        ("jacobian", "6", "6"),
        ("vjp", "4", "4"),
    ]
    slugs = [row["assignment"] for row in rows]
    assert rows[slugs.index("optim") - 1]["student_id"] == rows[-1]["student_id"] == MAXIMUM


def test_the_order_given_does_not_matter(small_class: Gradebook) -> None:
    assert grades_csv(small_class.grades()[::-1]) == grades_csv(small_class.grades())


def test_columns_are_nbgraders_first() -> None:
    assert ",".join(GRADE_COLUMNS) == (
        "assignment,duedate,timestamp,student_id,last_name,first_name,email,"
        "raw_score,late_submission_penalty,score,max_score,status,stale,adjustments,note"
    )
    assert ",".join(CHECK_COLUMNS) == (
        "assignment,student_id,task,check,visible,outcome,points,max_points,"
        "message,misconception,hint,status"
    )


def test_nobody_vanishes_from_the_checks(small_class: Gradebook) -> None:
    rows = list(csv.DictReader(io.StringIO(checks_csv(small_class))))
    everyone = {(grade.assignment.slug, grade.student.id) for grade in small_class.grades()}
    found = {(row["assignment"], row["student_id"]) for row in rows}
    assert found == everyone | {("autograd", MAXIMUM), ("optim", MAXIMUM)}


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
    assignment = Assignment("a", "A", "1", 1.0, datetime(2025, 1, 1, tzinfo=UTC), ())
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
    assignment = Assignment("a", "A", "1", 1.0, datetime(2025, 1, 1, tzinfo=UTC), ())
    student = Student("s", name, "", "")
    grade = Grade(student, assignment, "missing", None, 0.0, None, 1.0, None, None, None, "")
    (line,) = grades_csv([grade]).splitlines()[1:]
    assert line.split(",")[3] == '"s"'  # quoted, so that nothing splits it there
    for separator in ",;":
        (row,) = csv.reader([line], delimiter=separator)
        assert not any(cell.lstrip('" ').startswith(("=", "+", "-", "@")) for cell in row)
