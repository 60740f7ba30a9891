"""The report on a class: what it says, for whom, and that it can be trusted."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from gradebook.errors import UnusableRequest
from gradebook.pages.feedback import write_feedback
from gradebook.pages.report import write_report
from gradebook.records import Assignment, Attempt, CheckResult, Student
from gradebook.store import Gradebook

RUDE = "<script>alert(1)</script>\x1b[31m\u202e=1+1"
LATE = datetime(2025, 11, 1, 2, 0, tzinfo=UTC)


@pytest.fixture
def taught(
    book: Gradebook,
    assignment: Assignment,
    attempt: Callable[..., Attempt],
    check: CheckResult,
) -> Gradebook:
    """A class of six: right, wrong, late, of an older version, to be looked at, and absent."""
    names = (("ada", "Lovelace"), ("bo", "Berg"), ("cy", "Ødegård"), ("di", ""), ("ed", "Ax"))
    book.put_roster([*(Student(*name) for name in names), Student("flo", RUDE, RUDE)])
    mean = replace(check, task="jacobian", check="check_mean", visible=False, max_points=6.0)
    right = replace(mean, points=6.0)
    wrong = replace(
        right,
        **{"points": 0.0, "outcome": "failed", "misconception": "mean_for_sum"},
        **{
            "hint": "Do you take the mean?",
            "message": "`x[3]` is 1.25. Called: `f(<float32 [3]>)`.",
        },
    )
    other = replace(wrong, message="`x[0]` is 7. Called: `f(<float32 [9]>)`.")
    raised = "Your code raised KeyError: bo's diary (code cell 1, line 1: `d['bo']`)."
    broken = replace(check, outcome="errored", points=0.0, message=raised)
    book.record(attempt(student_id="ada", score=10.0, checks=(check, right), wall_seconds=9.5))
    book.record(attempt(student_id="bo", score=0.0, checks=(broken, wrong)))
    book.record(attempt(student_id="cy", score=4.0, submitted_at=LATE, checks=(check, other)))
    looked = {"status": "needs_review", "score": None, "note": "di.ipynb is too large"}
    book.record(attempt(student_id="di", **looked, checks=()))
    book.record(
        attempt(student_id="flo", score=10.0, checks=(check, right), assignment_version="0")
    )
    book.put_assignment(replace(assignment, slug="next", title="Not yet"))
    return book


@pytest.fixture
def read(
    taught: Gradebook, tmp_path: Path, read_page: Callable[[str], Any]
) -> Callable[..., dict[str, Any]]:
    """Write a report, and read every page of it, by path."""

    def read(**options: Any) -> dict[str, Any]:
        folder = tmp_path / "report"
        count = write_report(taught, folder, **options)
        pages = {str(path.relative_to(folder)): path for path in folder.rglob("*.html")}
        assert count == len(pages)
        return {name: read_page(path.read_text(encoding="utf-8")) for name, path in pages.items()}

    return read


def test_index_says_how_the_class_did_and_whom_to_look_after(read: Callable[..., Any]) -> None:
    text = read()["index.html"].text
    for said in (
        "6 students",
        "4 graded",
        "1 needs review",
        "5 of 6",  # handed in
        "59 %",  # mean: 10, 0, 4 less a tenth, 10
        "di.ipynb is too large",
        "2 hours and 1 minute",
        "Automatic differentiation: 1 student",  # missing
        "1 of an older version",
    ):
        assert said in text, said


def test_page_of_an_assignment_ranks_what_is_common(read: Callable[..., Any]) -> None:
    text = read()["assignments/autograd.html"].text
    assert "2 mean for sum jacobian Do you take the mean?" in text
    assert "2 failed x[#] is #. check_mean" in text
    assert "1 errored Your code raised KeyError: bo's diary." in text
    assert text.index("x[#]") < text.index("bo's diary")


def test_checks_have_their_rates_and_how_well_they_tell(read: Callable[..., Any]) -> None:
    text = read()["assignments/autograd.html"].text
    assert "jacobian: check_mean 6 50 % 2 failed 0.58 0.62" in text
    assert "vjp: test_vjp_of_matmul, visible 4 75 % 1 errored 0.58 0.5" in text


def test_slowest_and_old_are_named(read: Callable[..., Any]) -> None:
    text = read()["assignments/autograd.html"].text
    slowest = text[text.index("Slowest to grade") :]
    assert slowest.index("Lovelace") < slowest.index("Berg")
    assert "9.5 s 1.2 s 286 MiB" in slowest
    assert "less than 1.5 s each, all of it together 16 s" in slowest
    assert "graded of an older version" in text


def test_assignment_without_work_has_a_page_too(read: Callable[..., Any]) -> None:
    assert "6 missing" in read()["assignments/next.html"].text


def test_every_link_leads_to_a_page(
    read: Callable[..., Any], taught: Gradebook, tmp_path: Path
) -> None:
    feedback = tmp_path / "feed back"
    write_feedback(taught, feedback, {})
    linked = 0
    for name, page in read(feedback=feedback).items():
        here = (tmp_path / "report" / name).parent
        for tag, attributes in page.elements:
            if tag == "a":
                assert (here / unquote(attributes["href"])).is_file(), attributes["href"]
                linked += "feed%20back" in attributes["href"]
    assert linked == 2 * 5  # from the assignment's page and the student's


def test_students_come_in_the_order_of_their_names(read: Callable[..., Any]) -> None:
    text = read()["students.html"].text
    names = ["<script>", "Ax", "Berg", "di", "Lovelace", "Ødegård"]
    places = [text.index(name) for name in names if name not in ("di", "<script>")]
    assert places == sorted(places)


def test_anonymous_report_names_nobody(read: Callable[..., Any], tmp_path: Path) -> None:
    pages = read(anonymous=True, feedback=tmp_path)
    for name, page in pages.items():
        told = name + page.text + str(page.elements)
        assert not re.search(r"\b(ada|bo|cy|di|ed|flo|Lovelace|Berg|Ødegård|Ax)\b", told)
        assert "diary" not in told
    assert "Your code raised KeyError" in pages["assignments/autograd.html"].text


def test_pseudonyms_stay_the_same_when_the_class_grows(
    read: Callable[..., Any], taught: Gradebook
) -> None:
    before = {name for name in read(anonymous=True) if name.startswith("students/")}
    taught.put_roster([Student("gil")])
    after = {name for name in read(anonymous=True) if name.startswith("students/")}
    assert before < after
    assert len(after) == 7


def test_anonymous_pages_are_not_put_beside_those_with_names(read: Callable[..., Any]) -> None:
    read()
    with pytest.raises(UnusableRequest, match="holds pages of students by name"):
        read(anonymous=True)


def test_same_records_same_bytes(taught: Gradebook, tmp_path: Path) -> None:
    write_report(taught, tmp_path / "one")
    write_report(taught, tmp_path / "two")
    for path in (tmp_path / "one").rglob("*.html"):
        assert (
            path.read_bytes()
            == (tmp_path / "two" / path.relative_to(tmp_path / "one")).read_bytes()
        )


def test_names_that_are_markup_are_text(read: Callable[..., Any]) -> None:
    pages = read()  # each of them is safe, which reading them has seen to
    assert "<script>alert(1)</script>" in pages["students/flo.html"].text
    assert not any(set("\x1b\u202e") & set(page.text) for page in pages.values())


def test_report_of_an_empty_gradebook_says_so(
    tmp_path: Path, read_page: Callable[[str], Any]
) -> None:
    with Gradebook.open(tmp_path / "new.db") as book:
        assert write_report(book, tmp_path / "report") == 2
    page = read_page((tmp_path / "report" / "index.html").read_text(encoding="utf-8"))
    assert "Nothing has a score yet." in page.text


def test_checks_are_let_go_of_batch_by_batch(
    taught: Gradebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a large course no more checks are held than those of one batch, read when needed."""
    monkeypatch.setattr("gradebook.store._AT_A_TIME", 2)
    written: list[int] = []
    ask = Gradebook._checks_of

    def counted(book: Gradebook, attempt_ids: list[int]) -> Any:
        written.append(len(list((tmp_path / "report").rglob("assignments/*.html"))))
        return ask(book, attempt_ids)

    monkeypatch.setattr(Gradebook, "_checks_of", counted)
    write_report(taught, tmp_path / "report")
    assert len(written) == 6  # twelve grades, two at a time
    assert written[-1] == 1  # the first assignment's page was there before the last were read
