"""A verdict in the gradebook's words: who gets a score, and who gets a person's look."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
import torch

from autograder.checks.compare import Mismatch, Tolerance, mismatches
from autograder.checks.declare import CheckSpec
from autograder.checks.verdict import CheckRun
from autograder.course.reference import Misconception
from autograder.grading.attempt import judged_attempt
from autograder.grading.job import Job, failed_attempt, unreadable_attempt
from autograder.grading.judge import Judged, Verdict
from autograder.grading.run_notebook import CellRun
from autograder.grading.submission import Submission
from autograder.outcome import Outcome
from autograder.sandbox.local import LocalSession
from autograder.sandbox.session import Reply, raised_text
from autograder.wire.messages import Call, Place, Raised

KNOWN = Misconception("adds", "Ask yourself.", ("check_a",), "")


def job(**changes: Any) -> Job:
    submission = Submission("al", "s", b"{}", **changes)
    return Job(submission, 3.0, "v1", 7, ("rlimits",))


def judged(outcome: Outcome, points: Fraction = Fraction(0), **facts: Any) -> Judged:
    spec = CheckSpec("check_a", "f", "Words.", 1, False, ())
    known = facts.pop("known", None)
    return Judged(CheckRun(spec, outcome, "message", **facts), points, Fraction(1), known)


def test_thirds_add_up_to_the_whole() -> None:
    third = judged(Outcome.PASSED, Fraction(1, 3))
    made = judged_attempt(job(), Verdict((third,) * 3), 1.0)
    assert (made.status, made.score, made.max_score) == ("graded", 1.0, 3.0)
    assert made.checks[0].points == 0.333333


def test_fault_of_ours_is_no_zero() -> None:
    verdict = Verdict((judged(Outcome.PASSED, Fraction(1)), judged(Outcome.GRADER_ERROR)))
    made = judged_attempt(job(), verdict, 1.0)
    assert (made.status, made.score) == ("grader_error", None)
    assert "check_a: message" in made.note


@pytest.mark.parametrize(
    ("made", "status", "note"),
    [
        (
            judged_attempt(job(), Verdict((), unreadable="not JSON"), 1.0),
            "needs_review",
            "not JSON",
        ),
        (unreadable_attempt(job(trouble="it is a link")), "needs_review", "it is a link"),
        (failed_attempt(job(), ValueError("oh")), "grader_error", "ValueError: oh"),
    ],
)
def test_what_cannot_be_graded_has_no_score(made: Any, status: str, note: str) -> None:
    assert (made.status, made.score, made.note) == (status, None, note)


def test_cells_that_failed_are_noted() -> None:
    error = CellRun(3, "", Raised(name="ValueError", message="no x"))
    made = judged_attempt(job(note="Also there."), Verdict((), (error, error)), 1.0)
    assert made.note.startswith("Also there. Code cell 3 did not run to its end: ")
    assert made.note.endswith("ValueError: no x. (Nor did 1 more.)")


@pytest.mark.parametrize("name", ["SyntaxError", "IndentationError", "TabError"])
def test_cell_that_python_cannot_read_is_named_first(name: str) -> None:
    error, unreadable = (
        CellRun(3, "", Raised(name="NameError", message="")),
        CellRun(7, "", Raised(name=name, message="")),
    )
    made = judged_attempt(job(), Verdict((), (error, unreadable, error)), 1.0)
    assert made.note.startswith("Code cell 7 did not run to its end: ")


def test_cells_that_printed_or_failed_are_kept_as_far_as_there_is_room() -> None:
    place = Place(cell=2, line=1, code="1 / 0", function="halve")
    runs = [
        CellRun(1),
        CellRun(2, "before", Raised(name="ZeroDivisionError", message="no", trace=[place])),
        *(CellRun(number, "x" * 20_000) for number in range(3, 20)),
    ]
    cells = judged_attempt(job(), Verdict((), tuple(runs)), 1.0).cells
    assert [cell.cell for cell in cells] == list(range(2, 13))
    assert cells[0].output == "before"
    told = "Code cell 2, line 1, in halve:\n    1 / 0\nZeroDivisionError: no"
    assert cells[0].traceback == told
    assert sum(len(cell.output) for cell in cells) == 100_000


def test_a_check_that_raised_tells_where() -> None:
    place = Place(cell=4, line=2, code="return x[9]", function="f")
    answer = Raised(name="IndexError", message="9", trace=[place])
    reply = Reply(Call("f", [], {}), answer)
    run = {"message": raised_text(answer), "replies": [reply]}
    spec = CheckSpec("check_a", "f", "Words.", 1, False, ())
    one = Judged(CheckRun(spec, Outcome.ERRORED, **run), Fraction(0), Fraction(1), None)
    (check,) = judged_attempt(job(), Verdict((one,)), 1.0).checks
    assert (check.cell, check.line) == (4, 2)
    assert check.traceback.startswith("Code cell 4, line 2, in f:")


def test_notebook_whose_process_ended_has_its_zero_looked_at() -> None:
    made = judged_attempt(job(), Verdict((judged(Outcome.CRASHED),), died="It ended."), 1.0)
    assert (made.status, made.score, made.note) == ("needs_review", 0.0, "It ended.")


def test_check_keeps_what_people_will_ask_for() -> None:
    reply = LocalSession({"f": abs}).call("f", -3)
    found = (Mismatch("result", "value", "3", "4"),) * 30
    one = judged(Outcome.FAILED, known=KNOWN, found=found, replies=[reply] * 1000)
    (check,) = judged_attempt(job(), Verdict((one,)), 1.0).checks
    assert (check.misconception, check.hint) == ("adds", "Ask yourself.")
    assert check.transcript.startswith("`f(-3)` -> 3\n")
    assert len(check.transcript) <= 4000
    assert len(check.mismatches) == 20
    assert check.mismatches[0]["where"] == "result"


def test_difference_of_tensors_is_kept_with_its_picture() -> None:
    found = tuple(mismatches({"w": torch.ones(2)}, {"w": torch.zeros(2)}, Tolerance()))
    (check,) = judged_attempt(job(), Verdict((judged(Outcome.FAILED, found=found),)), 1.0).checks
    (mismatch,) = check.mismatches
    assert (mismatch["where"], mismatch["got"], mismatch["expected"]) == (
        "result['w'][0]",
        "1",
        "0",
    )
    picture = mismatch["picture"]
    assert isinstance(picture, dict)
    assert (picture["place"], picture["rows"]) == ("result['w']", [["1", "1"]])
    assert "expected" not in picture  # this check is hidden


def test_fingerprint_changes_with_all_that_decides() -> None:
    jobs = [
        job(),
        Job(Submission("al", "s", b"{ }"), 3.0, "v1", 7, ("rlimits",)),
        Job(Submission("al", "s", b"{}"), 3.0, "v2", 7, ("rlimits",)),
        Job(Submission("al", "s", b"{}"), 3.0, "v1", 8, ("rlimits",)),
        Job(Submission("al", "s", b"{}"), 3.0, "v1", 7, ()),
    ]
    assert len({one.fingerprint for one in jobs}) == len(jobs)
    assert job().fingerprint == job(note="other").fingerprint
