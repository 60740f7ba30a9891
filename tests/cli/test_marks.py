"""What a teacher does with marks on the command line: roster, adjust, explain, export."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from autograder.cli.main import main
from gradebook.policy import LateRule, Policy
from gradebook.records import Assignment, Attempt, CheckResult, Student, Task
from gradebook.store import Gradebook

DUE = datetime(2027, 2, 14, 23, 59, tzinfo=UTC)
CHECK = CheckResult(
    *("double", "check_twice", "Twice as much.", False, "failed", 1.0, 4.0, "It is 3, not 4."),
    *("Code cell 2, line 1", 2, 1, "added", "Do not add.", ({"index": [0]},), "double(2) -> 3"),
    0.1,
)
ATTEMPT = Attempt(
    *("hana", "doubling", "f", "graded", 8.0, 10.0, "", "ab" * 32, "v1", "g1", 7, "cpu"),
    *(("landlock",), DUE + timedelta(hours=1), DUE, 1.0, 1.0, 1, (CHECK,), ()),
)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "gradebook.db"
    with Gradebook.open(path) as book:
        late = Policy(LateRule(10.0))
        tasks = (Task("double", 10.0),)
        book.put_assignment(Assignment("doubling", "Doubling", "v1", 10.0, DUE, tasks, late))
        book.put_roster([Student("hana", "Kobayashi", "花"), Student("uma", "Iyer", "Uma")])
        book.record(ATTEMPT)
    return path


def invoke(*args: str | Path, code: int = 0) -> Result:
    result = CliRunner().invoke(main, [str(arg) for arg in args])
    assert result.exit_code == code, result.output
    return result


def adjust(target: Path, *args: str, code: int = 0) -> Result:
    who = ("--author", "Dr. Hopper", "--gradebook", str(target))
    return invoke("adjust", "hana", "doubling", *who, *args, code=code)


def kept(target: Path) -> list[tuple[str, object, str, str]]:
    with Gradebook.open(target) as book:
        found = book.adjustments("hana", "doubling")
    return [(one.kind, one.value, one.author, one.reason) for one in found]


def test_points_are_recorded_and_the_mark_is_shown(target: Path) -> None:
    result = adjust(target, "--points", "1.5", "--reason", "typo")
    assert kept(target) == [("points", 1.5, "Dr. Hopper", "typo")]
    for words in ("1.5 points added (Dr. Hopper: typo)", "1 day begun at 10 % each", "8.55"):
        assert words in result.output


@pytest.mark.parametrize(
    ("given", "moment"),
    [
        ("+3d", DUE + timedelta(days=3)),
        ("+12h", DUE + timedelta(hours=12)),
        ("2027-02-20T23:59+01:00", datetime(2027, 2, 20, 22, 59, tzinfo=UTC)),
    ],
)
def test_an_extension_moves_the_due_date(target: Path, given: str, moment: datetime) -> None:
    assert "in time" in adjust(target, "--extension", given, "--reason", "ill").output
    with Gradebook.open(target) as book:
        assert book.grade("hana", "doubling").due == moment
        assert book.grade("hana", "doubling").score == 8.0


def test_several_decisions_at_once_and_back_again(target: Path) -> None:
    adjust(target, "--waive", "--comment", "Well argued.", "--reason", "server down")
    assert [one[:2] for one in kept(target)] == [("waiver", ""), ("comment", "Well argued.")]
    adjust(target, "--no-waive", "--reason", "it was not")
    with Gradebook.open(target) as book:
        assert book.grade("hana", "doubling").late_penalty == pytest.approx(0.8)


def test_a_moment_of_handing_in_is_corrected(target: Path) -> None:
    """Of the notebook that counts, or of another attempt's, which may count then."""
    moment = ("--handed-in", "2027-02-16T01:00+01:00", "--reason", "clock")
    output = " ".join(adjust(target, *moment).output.split())
    assert "notebook abababababab handed in 2027-02-16 00:00:00 UTC (Dr. Hopper: clock)" in output
    assert "2 days begun at 10 % each" in output
    with Gradebook.open(target) as book:
        later = replace(ATTEMPT, notebook_sha256="cd" * 32, submitted_at=DUE, score=5.0)
        second = book.record(later)
        assert book.grade("hana", "doubling").score == pytest.approx(6.4)
    adjust(target, *moment, "--attempt", str(second))
    with Gradebook.open(target) as book:
        assert book.grade("hana", "doubling").score == 4.0
    assert "--attempt tells which" in adjust(target, "--attempt", "1", code=2).output
    sentence = adjust(target, *moment, "--attempt", "7", code=2).output
    assert "hana has attempts 1, 2 at doubling" in sentence


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        ((), "nothing to record"),
        (("--handed-in", "noon", "--reason", "x"), "no moment; write 2027-"),
        (("--handed-in", "2027-02-01T00:00Z"), "why? Give --reason"),
        (("--points", "1"), "why? Give --reason"),
        (("--waive", "--reason", " "), "why? Give --reason"),
        (("--points", "nan", "--reason", "x"), "not a number"),
        (("--extension", "soon", "--reason", "x"), "no moment; write +3d"),
        (("--extension", "2027-02-20T23:59", "--reason", "x"), "needs a time zone"),
        (("--extension", "2027-02-01T00:00Z", "--reason", "x"), "not after the due date"),
    ],
)
def test_what_makes_no_sense_is_refused(target: Path, args: tuple[str, ...], sentence: str) -> None:
    assert sentence in adjust(target, *args, code=2).output
    assert kept(target) == []


def test_a_wrong_name_says_what_is_alike(target: Path) -> None:
    where = ("--gradebook", target)
    result = invoke("explain", "hanna", "doubling", *where, code=2)
    assert "no student 'hanna'; did you mean hana?" in result.output
    assert "no assignment 'x'" in invoke("explain", "hana", "x", *where, code=2).output


def test_explain_shows_all_that_the_mark_rests_on(target: Path) -> None:
    adjust(target, "--comment", "Well argued.")
    output = " ".join(invoke("explain", "hana", "doubling", "--gradebook", target).output.split())
    for words in (
        "hana (花 Kobayashi), doubling: graded",
        "comment: Well argued. (Dr. Hopper)",
        "1 h late",
        "10 % of the raw score",
        "attempt 1, which counts: graded, 8 points",
        "handed in 2027-02-15 00:59:00, graded 2027-02-14 23:59:00 (UTC)",
        "assignment v1, grader g1, seed 7, cpu, notebook abababababab",
        "fences: landlock",
        "✗ check_twice: failed, 1 of 4, hidden",
        "message: It is 3, not 4.",
        "hint: Do not add.",
        "asked: double(2) -> 3",
        "traceback: Code cell 2, line 1",
    ):
        assert words in output, words


def test_explain_of_nothing_handed_in(target: Path) -> None:
    output = invoke("explain", "uma", "doubling", "--gradebook", target).output
    assert "uma (Uma Iyer), doubling: missing" in output


def test_roster_tells_missing_and_strangers(target: Path, tmp_path: Path) -> None:
    with Gradebook.open(target) as book:
        book.record(replace(ATTEMPT, student_id="hanna"))
    output = invoke("roster", "--gradebook", target, code=1).output
    assert "1: uma" in output
    assert "hanna may be hana" in output
    (tmp_path / "class.csv").write_text(
        "id,last_name,first_name,email,section\nhana,,,,B\nhanna,,,,B\n"
    )
    output = invoke("roster", tmp_path / "class.csv", "--gradebook", target).output
    assert "2 students are on the roster" in output
    with Gradebook.open(target) as book:
        assert book.enrolled() == {"hana", "hanna"}
        assert len(book.students()) == 3  # nobody loses a grade
        assert {one.section for one in book.students()} == {"", "B"}


def test_a_wrong_roster_is_wrong_usage(target: Path, tmp_path: Path) -> None:
    roster = tmp_path / "class.csv"
    roster.write_text("name,last_name,first_name,email\numa,,,\n")
    output = invoke("roster", roster, "--gradebook", target, code=2).output
    assert "line 1: no single column 'id'" in output


@pytest.mark.parametrize("command", ["report", "feedback"])
def test_where_no_pages_can_be_is_wrong_usage(target: Path, tmp_path: Path, command: str) -> None:
    inside = tmp_path / "gradebook.db" / "pages"
    result = invoke(command, "--gradebook", target, "--output", inside, code=2)
    assert "no pages can be written into" in result.output


def test_export_goes_to_a_file_a_folder_or_the_screen(target: Path, tmp_path: Path) -> None:
    where = ("export", "--gradebook", target)
    assert invoke(*where, "--format", "wide").output.startswith("student_id,last_name,")
    result = invoke(*where, "--format", "canvas", "--output", tmp_path / "canvas.csv")
    assert f"Wrote {tmp_path / 'canvas.csv'}" in result.output
    invoke(*where, "--format", "gradescope", "--output", tmp_path / "out")
    assert (tmp_path / "out" / "doubling" / "hana" / "results.json").is_file()
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"gradebook.db", "canvas.csv", "out"}


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (("--format", "canvas", "--detail", "checks"), "--format canvas has no --detail checks"),
        (("--format", "parquet"), "needs --output"),
        (("--format", "gradescope"), "needs --output"),
        (("--format", "gradescope", "--output", "{}/gradebook.db"), "is not a folder"),
        (("--format", "csv", "--output", "{}"), "is not a .csv file"),
        (("--output", "{}/none/grades.csv"), "there is no folder"),
        (("--format", "gradescope", "--output", "{}/gradebook.db/x"), "there is no folder"),
        (("--assignment", "sgd"), "no assignment 'sgd'; there are doubling"),
    ],
)
def test_export_refuses_what_it_cannot_do(
    target: Path, tmp_path: Path, args: tuple[str, ...], sentence: str
) -> None:
    filled = [arg.format(tmp_path) for arg in args]
    assert sentence in invoke("export", "--gradebook", target, *filled, code=2).output


def test_anonymous_exports_are_the_same_each_time(target: Path) -> None:
    where = ("export", "--gradebook", target, "--anonymous")
    output = invoke(*where).output
    assert output == invoke(*where).output
    assert "hana" not in output
    assert "Kobayashi" not in output
    assert output.count("student-") == 2
