"""A fault of ours: its words are for teachers, its students read one plain sentence."""

import io
import json
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from autograder.ci.annotation import annotate
from gradebook.exports.document import write_document
from gradebook.exports.gradescope import results
from gradebook.exports.junit import write_junit
from gradebook.exports.summary import write_summary
from gradebook.records import Attempt, CheckResult, Grade
from gradebook.store import Gradebook

SECRET = "check_of_the_hidden: ValueError: solutions/06/checks.py"
SENTENCE = (
    "The grader failed on this submission; a person will look. No points were decided by that run."
)
Graded = tuple[Grade, Sequence[CheckResult]]


@pytest.fixture(params=["alone", "after a grade"])
def broken(
    request: pytest.FixtureRequest, book: Gradebook, attempt: Callable[..., Attempt]
) -> Graded:
    """A submission on which the grader failed, for the first time or after it had graded it."""
    if request.param == "after a grade":
        book.record(attempt(note="Cell 3 raised."))
    book.record(attempt(status="grader_error", score=None, note=SECRET, checks=()))
    (found,) = book.with_checks(book.grades())
    return found


def for_students(graded: Graded) -> dict[str, str]:
    stream = io.StringIO()
    write_summary([graded], stream)
    notes = annotate("a.ipynb", b"{}", *graded)
    return {
        "summary": stream.getvalue(),
        "annotations": " ".join(f"{note.title} {note.message}" for note in notes),
        "gradescope": json.dumps(results(*graded)),
    }


def test_students_read_one_sentence(broken: Graded) -> None:
    for name, text in for_students(broken).items():
        assert "hidden" not in text, name
        assert "ValueError" not in text, name
        assert SENTENCE in text, name


def test_what_else_was_noted_stays(book: Gradebook, attempt: Callable[..., Attempt]) -> None:
    book.record(attempt(note="Cell 3 raised."))
    book.record(attempt(status="grader_error", score=None, note=SECRET, checks=()))
    (grade,) = book.grades()
    assert grade.told == f"Cell 3 raised.; {SENTENCE}"
    assert grade.note == f"Cell 3 raised.; {SECRET}"


def test_no_note_of_a_fault_is_a_sentence_too(
    book: Gradebook, attempt: Callable[..., Attempt]
) -> None:
    book.record(attempt(status="grader_error", score=None, note="", checks=()))
    (grade,) = book.grades()
    assert grade.told == SENTENCE


def test_teachers_read_what_happened(broken: Graded) -> None:
    for write in (write_document, write_junit):
        stream = io.StringIO()
        write([broken], stream)
        assert "check_of_the_hidden" in stream.getvalue()


def test_a_students_own_trouble_is_told_as_it_is(
    book: Gradebook, attempt: Callable[..., Attempt]
) -> None:
    book.record(attempt(status="needs_review", score=None, note="It is no notebook.", checks=()))
    (graded,) = book.with_checks(book.grades())
    assert all("It is no notebook." in text for text in for_students(graded).values())


def test_of_a_refused_hand_in_only_the_refusal_is_said(
    book: Gradebook, attempt: Callable[..., Attempt], check: CheckResult
) -> None:
    """The lines that its checks would point at are of the notebook before."""
    wrong = replace(check, outcome="failed", message="It is 18.")
    book.record(attempt(checks=(wrong,), notebook_sha256="aa"))
    book.record(
        attempt(status="refused", score=None, note="One too many.", checks=(), notebook_sha256="bb")
    )
    ((grade, checks),) = book.with_checks(book.grades())
    (note,) = annotate("a.ipynb", b"{}", grade, checks)
    assert (note.title, note.message, note.line, note.ours) == (
        *("not graded", "One too many."),
        1,
        True,
    )
