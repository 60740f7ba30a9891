"""How many hand-ins a day are graded, and what a further one is told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradebook.allowance import Allowance
from gradebook.counting import Verdict
from gradebook.errors import GradebookError
from gradebook.records import Attempt, CheckResult, Student
from gradebook.store import Gradebook

NOON = datetime(2027, 2, 14, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
FIRST = Verdict(1, "graded", 6.0, 10.0, "", NOON, "aa")
EAST = timezone(timedelta(hours=14))


def test_the_first_so_many_are_graded() -> None:
    one, two = Allowance(1), Allowance(2)
    assert not one.is_used_up("aa", NOON, [])
    assert one.is_used_up("bb", NOON + MINUTE, [FIRST])
    assert not two.is_used_up("bb", NOON + MINUTE, [FIRST])


def test_what_was_graded_that_day_is_graded_again() -> None:
    assert not Allowance(1).is_used_up("aa", NOON + MINUTE, [FIRST])


def test_what_came_earlier_and_is_seen_later_is_among_the_first() -> None:
    assert not Allowance(1).is_used_up("bb", NOON - MINUTE, [FIRST])


@pytest.mark.parametrize(
    "used", [{"score": None, "status": "needs_review"}, {"submitted_at": None}]
)
def test_what_got_no_score_or_has_no_moment_uses_up_nothing(used: dict[str, object]) -> None:
    verdict = replace(FIRST, **used)  # type: ignore[arg-type]
    assert not Allowance(1).is_used_up("bb", NOON + MINUTE, [verdict])


def test_days_begin_at_midnight_of_the_zone() -> None:
    """Noon in London is two in the next morning on Kiritimati."""
    ten = NOON - timedelta(hours=3)
    assert Allowance(1, UTC).is_used_up("bb", NOON, [replace(FIRST, submitted_at=ten)])
    assert not Allowance(1, EAST).is_used_up("bb", NOON, [replace(FIRST, submitted_at=ten)])


@given(st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 9)), max_size=30), st.integers(1, 4))
def test_no_day_has_more_notebooks_graded(handed_in: list[tuple[int, int]], most: int) -> None:
    allowance, graded = Allowance(most), []
    for minutes, notebook in sorted(handed_in):
        moment = NOON + minutes * MINUTE
        if not allowance.is_used_up(str(notebook), moment, graded):
            graded.append(replace(FIRST, submitted_at=moment, notebook_sha256=str(notebook)))
    days: dict[object, set[str]] = {}
    for one in graded:
        assert one.submitted_at is not None
        days.setdefault(one.submitted_at.date(), set()).add(one.notebook_sha256)
    assert all(len(notebooks) <= most for notebooks in days.values())


def test_a_refusal_says_when_the_next_is_accepted_and_what_the_last_one_said(
    check: CheckResult,
) -> None:
    seen = replace(check, outcome="failed", message="It is 18; it should be 4.5.", hint="Sum it.")
    hidden = replace(seen, visible=False, task="jvp", hint="Mind the sign.", message="SECRET")
    right = replace(check, task="right", message="", hint=None)
    told = Allowance(2, EAST).refusal(NOON, [seen, hidden, right])
    assert told == (
        "Handed in on 2027-02-15 at 02:00 UTC+14:00, after the 2 attempts of that day: not graded, "
        "and nothing changes. The next is accepted from 2027-02-16 00:00 UTC+14:00 on. The last "
        "one graded said: vjp: Sum it. jvp: Mind the sign. vjp: It is 18; it should be 4.5."
    )
    assert "SECRET" not in told
    alone = Allowance(1).refusal(NOON, [replace(hidden, hint=None)])
    assert alone.endswith("The last one graded said: jvp: one hidden check did not pass.")
    assert Allowance(1).refusal(NOON, [right]).endswith("from 2027-02-15 00:00 UTC on.")


def test_a_long_message_is_cut(check: CheckResult) -> None:
    long = replace(check, outcome="failed", message="x" * 5000)
    assert len(Allowance(1).refusal(NOON, [long] * 50)) < 1600


def test_a_refusal_replaces_no_grade(book: Gradebook, attempt: Callable[..., Attempt]) -> None:
    first = book.record(attempt(score=6.0, notebook_sha256="aa"))
    book.record(
        attempt(score=None, status="refused", note="One too many.", notebook_sha256="bb", checks=())
    )
    grade = book.grade("ada", "autograd")
    assert (grade.status, grade.score, grade.attempt_id) == ("graded", 6.0, first)
    assert (grade.refusal, grade.note) == ("One too many.", "One too many.")
    assert book.notebooks() == {("ada", "autograd", "aa")}
    assert len(book.settled()["ada", "autograd"]) == 1  # which is the first one's
    book.record(attempt(score=7.0, notebook_sha256="bb"))
    later = book.grade("ada", "autograd")
    assert (later.score, later.refusal, later.note) == (7.0, "", "")
    assert later.student == Student("ada")


def test_a_refusal_has_no_score(attempt: Callable[..., Attempt]) -> None:
    with pytest.raises(GradebookError, match="did not run"):
        attempt(status="refused", score=1.0)
