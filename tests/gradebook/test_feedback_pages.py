"""What a student gets back. A page with everything in it is gold: open it in a browser."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from gradebook.errors import GradebookError
from gradebook.pages.feedback import write_feedback
from gradebook.records import Adjustment, Attempt, CellResult, CheckResult, Student
from gradebook.store import Gradebook

GOLD = Path(__file__).with_name("gold")
MEANINGS = {
    name: f"What {name.replace('_', ' ')} means."
    for name in ("passed", "failed", "errored", "missing", "refused", "timed_out", "crashed")
}
MEANINGS |= {"skipped": "Not run.", "grader_error": "The grader broke."}
RUDE = "<script>alert(1)</script>\x1b[31m\x07‮=cmd|' /C calc'!A0 \" onload=x ' &lt; `<b>`"
SECRET = "31337"

ENTRIES = {
    "place": "jacobian",
    "kind": "entries",
    "shape": [2, 2],
    "rows": [["1.5", "2"], ["3", "-1"]],
    "wrong": [[0, 0], [0, 1]],
    "all_told": True,
}
HEAT = {"place": "weight", "kind": "heat", "shape": [64, 64], "share": [[0, 100, 7], [0, 0, 40]]}
CURVE = {"place": "losses", "kind": "curve", "steps": [0, 1, 2, 3], "got": [4.0, 2.0, 3.0, 5.0]}


@pytest.fixture
def write(book: Gradebook, tmp_path: Path) -> Callable[..., str]:
    """Write the pages, and give ada's."""

    def write(**only: Any) -> str:
        write_feedback(book, tmp_path / "feedback", MEANINGS, **only)
        page = tmp_path / "feedback" / "ada" / "autograd" / "autograd.html"
        return page.read_text(encoding="utf-8")

    return write


@pytest.fixture
def everything(check: CheckResult) -> tuple[CheckResult, ...]:
    """A check for each outcome and each picture."""
    wrong = replace(check, points=0.0, outcome="failed", visible=False)
    more = replace(wrong, task="jacobian")
    shown = {**ENTRIES, "expected": [["1.5", "2"], ["3", "4"]], "expected_shape": [2, 2]}
    ours = f"The grader failed here: ReferenceBroken: {SECRET}"
    trace = (
        "Code cell 2, line 3:\n    f(1)\nCode cell 1, line 2, in f:\n    1 / 0\nZeroDivisionError"
    )
    return (
        replace(check, description="The sum of `x` is right."),
        replace(wrong, check="check_shown", visible=True, message="`jacobian[1, 1]` is -1.",
                max_points=0.0, mismatches=({"expected": "4", "picture": shown},)),
        replace(wrong, check="check_hidden", message="`jacobian[1, 1]` is -1.5.",
                misconception="adds", hint="Do you add `x`?\nLook again.",
                mismatches=({"expected": SECRET, "picture": ENTRIES},
                            {"expected": SECRET, "picture": HEAT})),
        replace(wrong, check="check_needs", outcome="skipped",
                message="Not run: it builds on check_hidden, which did not pass."),
        replace(more, check="check_curve", visible=True, message="`losses[2]` is 3.",
                mismatches=({"picture": {**CURVE, "first": 2, "expected": [4.0, 2.0, 1.0, 0.5]}},)),
        replace(more, check="check_hidden_curve", message="`losses[2]` is 3.5.",
                mismatches=({"picture": {**CURVE, "first": 2}},)),
        replace(more, check="check_error", outcome="errored", message="It raised.",
                traceback=trace, cell=1, line=2),
        replace(more, check="check_same", outcome="errored", message="It raised."),
        replace(more, check="check_ours", outcome="grader_error", message=ours),
    )  # fmt: skip


@pytest.fixture
def full(
    book: Gradebook,
    attempt: Callable[..., Attempt],
    everything: tuple[CheckResult, ...],
    due: datetime,
) -> Gradebook:
    """A gradebook in which everything has happened to ada."""
    book.put_roster([Student("ada", "Lovelace", "Ada")])
    cells = (
        CellResult(1, "10%\r100%\n", ""),
        CellResult(2, "", "Code cell 2, line 1:\n    1 / 0\nZeroDivisionError: division by zero"),
    )
    late = datetime(2025, 11, 2, 8, 30, tzinfo=UTC)
    note = "Code cell 2 did not run to its end: Your code raised ZeroDivisionError."
    book.record(attempt(submitted_at=late, note=note, checks=everything, cells=cells))
    for kind, value, reason in (
        ("points", 1.5, "right idea in `vjp`"),
        ("extension", "2025-11-01T12:00:00+00:00", "ill"),
        ("waiver", "", ""),
        ("comment", "Well begun.", "asked for"),
    ):
        book.adjust(Adjustment("ada", "autograd", kind, value, "Grace", reason, due))
    return book


def test_page_with_everything_is_gold(full: Gradebook, write: Callable[..., str]) -> None:
    assert write() == (GOLD / "feedback.html").read_text(encoding="utf-8")


def test_page_is_whole_and_safe(
    full: Gradebook, write: Callable[..., str], read_page: Callable[[str], Any]
) -> None:
    page = read_page(write())
    headings = [tag for tag, _ in page.elements if tag in ("h1", "h2", "h3")]
    assert headings[0] == "h1"
    assert headings.count("h1") == 1
    assert {"header", "main", "nav", "footer"} <= {tag for tag, _ in page.elements}
    pictures = [attributes for tag, attributes in page.elements if tag == "svg"]
    assert all("aria-label" in one or "aria-hidden" in one for one in pictures)


def test_what_the_student_needs_is_said(
    full: Gradebook, write: Callable[..., str], read_page: Callable[[str], Any]
) -> None:
    text = read_page(write()).text
    for said in (
        "Feedback for Ada Lovelace ( ada )",
        "9.5 of 10 points",
        "+1.5 points: right idea in vjp",
        "until 1 November 2025, 12:00 UTC: ill",
        "Well begun.",
        "20 hours and 30 minutes",
        "Do you add x ? Look again.",
        "For the same reason as above.",
        "Not run: it builds on “The VJP of a matrix product is right”, which did not pass.",
        "ZeroDivisionError: division by zero",
        "What errored means.",
    ):
        assert said in text, said
    assert "What crashed means." not in text
    assert "10%" not in text


def test_hidden_check_shows_no_expected_value(full: Gradebook, write: Callable[..., str]) -> None:
    assert SECRET not in write()


def test_expected_values_of_visible_checks_are_shown(
    full: Gradebook, write: Callable[..., str], read_page: Callable[[str], Any]
) -> None:
    page = read_page(write())
    assert page.text.count("Expected, shape (2, 2)") == 1
    assert page.text.count("expected, from the same seed") == 1


def test_differing_entries_are_told_apart_without_colour(
    full: Gradebook, write: Callable[..., str], read_page: Callable[[str], Any]
) -> None:
    assert read_page(write()).text.count("≠ differs: -1") == 2


def test_same_record_same_bytes(full: Gradebook, write: Callable[..., str]) -> None:
    assert write() == write()


def test_text_of_students_never_acts(
    book: Gradebook,
    attempt: Callable[..., Attempt],
    check: CheckResult,
    write: Callable[..., str],
    read_page: Callable[[str], Any],
) -> None:
    mine = replace(check, outcome="errored", message=RUDE, traceback=RUDE * 2, hint=RUDE)
    table = {**ENTRIES, "rows": [[RUDE, "1"], ["2", "3"]], "place": RUDE}
    other = replace(mine, check="b", outcome="failed", mismatches=({"picture": table},))
    rude = {"check": RUDE, "task": RUDE, "outcome": RUDE, "description": RUDE}
    checks = (mine, other, replace(mine, **rude))
    book.put_roster([Student("ada", RUDE, RUDE)])
    book.record(attempt(note=RUDE, checks=checks, cells=(CellResult(1, RUDE, RUDE),)))
    page = write()
    read = read_page(page)
    assert not set("\x1b\x07‮") & set(page)
    assert "<script>alert(1)</script>" in read.text
    assert page.count("<b>") == 0


@pytest.mark.parametrize("student", ["../../out", "/out", "..", "a/b", "\\out", "x" * 300, "‮"])
def test_names_with_path_tricks_stay_inside(
    student: str, book: Gradebook, attempt: Callable[..., Attempt], tmp_path: Path
) -> None:
    book.record(attempt(student_id=student))
    assert write_feedback(book, tmp_path / "deep" / "feedback", MEANINGS) == 1
    written = [path for path in tmp_path.rglob("*.html") if path.is_file()]
    assert [len(path.relative_to(tmp_path / "deep" / "feedback").parts) for path in written] == [3]
    assert written[0].name == "autograd.html"


def test_a_fault_of_ours_is_no_zero_and_tells_nothing(
    book: Gradebook,
    attempt: Callable[..., Attempt],
    write: Callable[..., str],
    read_page: Callable[[str], Any],
) -> None:
    ours = {"status": "grader_error", "score": None, "note": f"KeyError: {SECRET}"}
    book.record(attempt(**ours, checks=(), cells=()))
    text = read_page(write()).text
    assert "No score yet" in text
    assert "that is not a zero" in text
    assert SECRET not in text


def test_a_later_fault_of_ours_leaves_the_grade_before(
    full: Gradebook,
    attempt: Callable[..., Attempt],
    write: Callable[..., str],
    read_page: Callable[[str], Any],
) -> None:
    ours = {"status": "grader_error", "score": None, "note": f"KeyError: {SECRET}"}
    full.record(attempt(**ours, checks=(), cells=()))
    text = read_page(write()).text
    assert "9.5 of 10 points" in text
    assert "The score may still change." in text
    assert SECRET not in text


def test_what_stopped_everything_is_said_once(
    book: Gradebook,
    attempt: Callable[..., Attempt],
    check: CheckResult,
    write: Callable[..., str],
    read_page: Callable[[str], Any],
) -> None:
    crashed = replace(check, outcome="crashed", points=0.0, message="It ended.")
    checks = tuple(replace(crashed, check=f"check_{number}") for number in range(9))
    book.record(attempt(status="needs_review", score=0.0, note="It ended.", checks=checks))
    text = read_page(write()).text
    assert text.count("It ended.") == 1
    assert "What the words mean" not in text


def test_missing_work_has_no_page_and_filters_choose(
    full: Gradebook, attempt: Callable[..., Attempt], tmp_path: Path
) -> None:
    full.put_roster([Student("bo"), Student("cy")])
    full.record(attempt(student_id="bo"))
    out = tmp_path / "out"
    assert write_feedback(full, out, MEANINGS) == 2
    assert write_feedback(full, out / "bo only", MEANINGS, students=["bo"]) == 1
    assert write_feedback(full, out / "all", MEANINGS, slugs=["autograd"]) == 2
    assert not (out / "cy").exists()
    with pytest.raises(GradebookError, match="no student 'di'"):
        write_feedback(full, out, MEANINGS, students=["di"])
    with pytest.raises(GradebookError, match="no assignment 'x'"):
        write_feedback(full, out, MEANINGS, slugs=["x"])
