"""Every format: gold files, nothing lost, nothing run, nobody named where nobody should be."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pandas
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradebook.errors import GradebookError, UnusableRequest
from gradebook.exports.cells import text
from gradebook.exports.filename import file_name
from gradebook.exports.formats import DETAILS, FORMATS, details_of, export_named
from gradebook.ledger import Ledger, ledger_of
from gradebook.pseudonym import anonymous, pseudonym
from gradebook.records import Adjustment, Assignment, Attempt, CheckResult, Grade, Student
from gradebook.standing import OUR_FAULT
from gradebook.store import Gradebook
from gradebook.total import CourseTotal

GOLD = Path(__file__).with_name("gold")
NOW = datetime(2026, 1, 1, tzinfo=UTC)
SECRET = "ab" * 32
ALL = [(name, detail) for name in FORMATS for detail in details_of(name)]
TABLES = [(name, detail) for name, detail in ALL if name in ("csv", "wide", "canvas", "moodle")]


@pytest.fixture
def ledger(small_class: Gradebook) -> Ledger:
    return ledger_of(small_class, NOW)


def written(ledger: Ledger, name: str, detail: str, folder: Path) -> dict[str, bytes]:
    """Every file that an export wrote, by its path."""
    export = export_named(name, detail)
    target = folder / f"out{export.suffix}"
    export.write(ledger, target)
    if target.is_file():
        return {target.name: target.read_bytes()}
    return {str(p.relative_to(target)): p.read_bytes() for p in target.rglob("*") if p.is_file()}


@pytest.mark.parametrize(
    ("name", "detail", "gold"),
    [
        ("csv", "assignments", "grades.csv"),
        ("csv", "tasks", "tasks.csv"),
        ("csv", "checks", "checks.csv"),
        ("wide", "assignments", "wide.csv"),
        ("wide", "tasks", "wide_tasks.csv"),
        ("wide", "checks", "wide_checks.csv"),
        ("canvas", "assignments", "canvas.csv"),
        ("moodle", "assignments", "moodle.csv"),
    ],
)
def test_tables_are_gold(ledger: Ledger, name: str, detail: str, gold: str, tmp_path: Path) -> None:
    (content,) = written(ledger, name, detail, tmp_path).values()
    assert content.decode() == (GOLD / gold).read_text(encoding="utf-8")


def test_gradescope_is_gold(ledger: Ledger, tmp_path: Path) -> None:
    files = written(ledger, "gradescope", "assignments", tmp_path)
    assert sorted(files) == [
        "autograd/ada/results.json",
        "autograd/broken/results.json",
        "autograd/evil/results.json",
        "autograd/kept/results.json",
        "autograd/unknown/results.json",
        "optim/evil/results.json",
    ]
    assert files["autograd/evil/results.json"].decode() == (GOLD / "results.json").read_text()
    ours = json.loads(files["autograd/broken/results.json"])
    assert ours == {"output": OUR_FAULT, "output_format": "text"}


@pytest.mark.parametrize("detail", DETAILS)
def test_pandas_reads_what_a_wide_table_says(ledger: Ledger, detail: str, tmp_path: Path) -> None:
    (content,) = written(ledger, "wide", detail, tmp_path).values()
    table = pandas.read_csv(io.BytesIO(content)).set_index("student_id")
    grades = {(one.student.id, one.assignment.slug): one for one in ledger.grades}
    if detail == "assignments":
        assert table.loc["(maximum)", ["autograd", "optim"]].tolist() == [10, 2.5]
        for (student, slug), grade in grades.items():
            known = table.loc[student, slug]
            assert (
                pandas.isna(known)
                if grade.score is None
                else known == pytest.approx(grade.score, abs=1e-4)
            )
        totals = {one.student.id: one.percent for one in ledger.totals}
        assert table.loc["evil", "total_percent"] == pytest.approx(totals["evil"])
    else:
        marks = table.drop(columns=["last_name", "first_name", "email", "remarks"])
        assert marks.loc["(maximum)"].sum() == 14
        assert marks.loc["ada"].sum() == pytest.approx(4 + 1 / 3, abs=1e-4)


@pytest.mark.parametrize("detail", DETAILS)
def test_pandas_reads_parquet_with_types(ledger: Ledger, detail: str, tmp_path: Path) -> None:
    export_named("parquet", detail).write(ledger, tmp_path / "out.parquet")
    table = pandas.read_parquet(tmp_path / "out.parquet")
    assert table["stale"].dtype == bool
    if detail == "assignments":
        rows = table.set_index(["assignment", "student_id"])
        assert len(rows) == len(ledger.grades)
        for grade in ledger.grades:
            row = rows.loc[(grade.assignment.slug, grade.student.id)]
            assert row["last_name"] == grade.student.last_name
            assert pandas.isna(row["score"]) if grade.score is None else row["score"] == grade.score
            assert pandas.isna(row["due"]) if grade.due is None else row["due"] == grade.due
    else:
        assert table.groupby(["assignment", "student_id"])["points"].sum()["optim", "evil"] == 4


def test_without_pyarrow_one_sentence_says_what_to_do(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(GradebookError, match=r"pip install 'torchgrade\[parquet\]'"):
        export_named("parquet").write(ledger, tmp_path / "out.parquet")


def test_one_assignment_has_no_total(small_class: Gradebook, tmp_path: Path) -> None:
    only = ledger_of(small_class, NOW, "optim")
    (content,) = written(only, "wide", "assignments", tmp_path).values()
    assert content.startswith(b"student_id,last_name,first_name,email,optim,remarks\n")
    with pytest.raises(UnusableRequest, match="no assignment 'sgd'; there are autograd, optim"):
        ledger_of(small_class, NOW, "sgd")


def test_canvas_takes_no_student_for_the_row_of_maxima(ledger: Ledger, tmp_path: Path) -> None:
    """Its importer takes every row whose first cell holds these words for that row."""
    student = Student("trick", "Points Possible", "")
    grades = [replace(one, student=student) for one in ledger.grades if one.student.id == "ada"]
    (content,) = written(replace(ledger, grades=grades), "canvas", "assignments", tmp_path).values()
    assert content.count(b"Points Possible") == 1
    assert b'"trick","","","trick",""' in content


def test_canvas_and_moodle_use_their_own_numbers(ledger: Ledger, tmp_path: Path) -> None:
    student = Student("ada", "Lovelace", "Ada", "a@b.c", "B", "4711")
    grades = [replace(one, student=student) for one in ledger.grades if one.student.id == "ada"]
    (content,) = written(replace(ledger, grades=grades), "canvas", "assignments", tmp_path).values()
    assert b'"Lovelace, Ada","4711","","ada","B","3.9",""' in content
    (content,) = written(replace(ledger, grades=grades), "moodle", "assignments", tmp_path).values()
    assert b'"ada","Ada","Lovelace","4711","a@b.c","3.9",""' in content


hostile = st.text(
    st.sampled_from("aé;=+-@,\"'|\t\r\n\0\u200f\u202e\u2028\ud800＝")
    | st.characters(exclude_categories=["Cs"]),
    max_size=12,
)


@pytest.mark.parametrize(("name", "detail"), TABLES)
@settings(max_examples=25)
@given(hostile, hostile, hostile)
def test_no_hostile_name_breaks_a_table(
    tmp_path_factory: pytest.TempPathFactory, name: str, detail: str, one: str, two: str, slug: str
) -> None:
    """No row more, no cell that runs, in whichever program; what was there is still there."""
    check = CheckResult(
        *("t" + one, "c" + two, "It holds.", True, "failed", 0.0, 1.0, two, "", None, None, one),
        *(two, (), "", 0.1),
    )
    student = Student("s", one, two, one, two, one)
    about = Assignment("a" + slug, "A", "1", 1.0, NOW, ())
    decided = (Adjustment("s", "a", "comment", one, two, one, NOW),)
    grade = Grade(*(student, about, "graded", 1.0, 0.0, 1.0, 1.0, NOW, NOW, 1, two, True, decided))
    total = CourseTotal(student, 100.0, (), (), ())
    ledger = Ledger([grade], [total], lambda grades: ((one, [check]) for one in grades))
    (content,) = written(ledger, name, detail, tmp_path_factory.mktemp("out")).values()
    lines = content.decode().split("\n")
    rows = list(csv.reader(io.StringIO(content.decode()), strict=True))
    assert len(rows) == len(lines) - 1
    assert len({len(row) for row in rows}) == 1
    assert any({text(one), text("t" + one)} & set(row) or one in "".join(row) for row in rows)
    for separator in ",;":
        for row in csv.reader(lines[1:], delimiter=separator):
            assert not any(cell.lstrip('" ').startswith(("=", "+", "-", "@")) for cell in row)


@given(st.text(max_size=200) | st.sampled_from(["..", ".", "", "../../etc/passwd", "a/b", "CON"]))
def test_file_names_stay_where_they_are_put(name: str) -> None:
    made = file_name(name)
    assert made not in ("", ".", "..")
    assert not made.startswith(".")
    assert Path(made).name == made
    assert len(made.encode()) <= 255
    assert "\0" not in made


@given(st.lists(st.text(max_size=20), unique=True, max_size=6))
def test_two_names_never_become_one_file(names: list[str]) -> None:
    assert len({file_name(name) for name in names}) == len(names)


@pytest.mark.parametrize(("name", "detail"), ALL)
def test_anonymous_exports_name_nobody(
    small_class: Gradebook,
    attempt: Callable[..., Attempt],
    check: CheckResult,
    name: str,
    detail: str,
    tmp_path: Path,
) -> None:
    """Neither in a column, nor in what the grader or a person or the student's code said."""
    names = "zz9", "Lovelace, Countess", 'Qwerta "Enchantress"', "zz9@example.org"
    small_class.put_roster([Student(*names)])
    told = "zz9 Lovelace, Countess <zz9@example.org> and Qwerta wrote LOVELACE"
    said = replace(check, outcome="errored", message=told, transcript=told, traceback=told)
    small_class.record(attempt(student_id="zz9", note=f"Also there: {told}.ipynb", checks=(said,)))
    small_class.adjust(
        Adjustment("zz9", "autograd", "points", 1.0, "Dr. Hopper", f"{told} is ill", NOW)
    )
    small_class.adjust(Adjustment("zz9", "autograd", "comment", told, "Dr. Hopper", told, NOW))
    ledger = anonymous(ledger_of(small_class, NOW), SECRET)
    files = written(ledger, name, detail, tmp_path)
    content = b"\n".join([*map(str.encode, files), *files.values()]).lower()
    for word in ("zz9", "qwerta", "lovelace", "countess", "example.org", "hopper", "ölçer"):
        assert word.encode() not in content
    assert pseudonym("zz9", SECRET).encode() in content


def test_pseudonyms_are_stable_secret_and_in_an_order_of_their_own(small_class: Gradebook) -> None:
    ledger = ledger_of(small_class, NOW)
    hidden = anonymous(ledger, SECRET)
    assert pseudonym("ada", SECRET) == pseudonym("ada", SECRET) != pseudonym("ada", "cd" * 32)
    assert pseudonym("ada", SECRET) == "student-euwagfeqnelj"
    names = [one.student.id for one in hidden.grades if one.assignment.slug == "autograd"]
    assert names == sorted(names)
    assert set(names) == {pseudonym(one.student.id, SECRET) for one in ledger.grades}
    real = {pseudonym(one.student.id, SECRET): one.score for one in ledger.grades}
    real |= {pseudonym(one.student.id, SECRET): one.score
             for one in ledger.grades if one.assignment.slug == "autograd"}  # fmt: skip
    assert {one.student.id: one.score for one in hidden.grades[:6]} == real
    checks = {grade.student.id: len(checks) for grade, checks in hidden.graded()
              if grade.assignment.slug == "autograd"}  # fmt: skip
    assert checks[pseudonym("ada", SECRET)] == 2
