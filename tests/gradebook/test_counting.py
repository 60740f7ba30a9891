"""Which hand-in counts: regrades are history, lateness is from the moment of handing in."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradebook.counting import Verdict, hand_ins
from gradebook.policy import LateRule, Policy
from gradebook.records import Adjustment, Assignment, Grade, Student
from gradebook.standing import CUT_OFF, grade_of

ADA = Student("ada")
DUE = datetime(2025, 10, 31, 23, 59, tzinfo=UTC)
DAY = timedelta(days=1)
GradeAda = Callable[..., Grade]

FIRST = Verdict(1, "graded", 6.0, 10.0, "", DUE - DAY, "aa", "1.0", "g1")
SECOND = replace(FIRST, attempt_id=2, score=8.0, submitted_at=DUE + DAY, notebook_sha256="bb")


@pytest.fixture
def grade(assignment: Assignment) -> GradeAda:
    def made(
        *verdicts: Verdict, adjustments: tuple[Adjustment, ...] = (), **policy: object
    ) -> Grade:
        rules = Policy(**{"late": LateRule(10.0), **policy})  # type: ignore[arg-type]
        return grade_of(ADA, replace(assignment, policy=rules), verdicts, adjustments, "g1")

    return made


def decided(kind: str, value: str = "") -> Adjustment:
    return Adjustment("ada", "autograd", kind, value, "Dr. Hopper", "", DUE)  # type: ignore[arg-type]


def test_the_last_hand_in_counts_even_if_worse(grade: GradeAda) -> None:
    assert grade(SECOND, replace(FIRST, attempt_id=3)).attempt_id == 3


def test_the_best_counts_after_lateness(grade: GradeAda) -> None:
    assert grade(FIRST, SECOND, counts="best").score == 7.2
    costly = grade(FIRST, SECOND, counts="best", late=LateRule(30.0))
    assert (costly.attempt_id, costly.score) == (1, 6.0)


def test_of_equals_the_newest_is_best(grade: GradeAda) -> None:
    same = replace(SECOND, score=6.0, submitted_at=DUE)
    assert grade(FIRST, same, counts="best").attempt_id == 2


def test_a_regrade_replaces_what_it_regrades(grade: GradeAda) -> None:
    """Else no mended check could ever take a point away where the best counts."""
    regraded = replace(FIRST, attempt_id=3, score=2.0)
    assert grade(FIRST, regraded, counts="best").score == 2.0
    assert grade(FIRST, SECOND, regraded, counts="best").attempt_id == 2


def test_a_regrade_without_a_time_stamp_is_as_late_as_before(grade: GradeAda) -> None:
    regraded = replace(SECOND, attempt_id=3, score=9.0, submitted_at=None)
    found = grade(SECOND, regraded)
    assert (found.submitted_at, found.raw_score, found.late_penalty) == (DUE + DAY, 9.0, 0.9)


def test_a_time_stamp_that_was_mended_holds(grade: GradeAda) -> None:
    mended = replace(SECOND, attempt_id=3, submitted_at=DUE)
    assert grade(SECOND, mended).late_penalty == 0.0


def test_what_comes_after_the_cut_off_replaces_nothing(grade: GradeAda) -> None:
    too_late = replace(SECOND, submitted_at=DUE + 3 * DAY)
    rule = LateRule(10.0, cutoff=2 * DAY)
    found = grade(FIRST, too_late, late=rule)
    assert (found.attempt_id, found.score, found.note) == (1, 6.0, "")


def test_what_is_all_after_the_cut_off_counts_nothing_and_says_so(grade: GradeAda) -> None:
    too_late = replace(SECOND, submitted_at=DUE + 3 * DAY)
    rule = LateRule(10.0, cutoff=2 * DAY)
    found = grade(too_late, late=rule)
    assert (found.status, found.raw_score, found.score, found.note) == ("graded", 8.0, 0.0, CUT_OFF)
    week = decided("extension", (DUE + 7 * DAY).isoformat())
    assert grade(too_late, late=rule, adjustments=(week,)).score == 8.0
    assert grade(too_late, late=rule, adjustments=(decided("waiver"),)).score == 8.0


def test_a_waiver_can_be_withdrawn(grade: GradeAda) -> None:
    both = decided("waiver"), decided("waiver", "withdrawn")
    assert grade(SECOND, adjustments=both[:1]).late_penalty == 0.0
    assert grade(SECOND, adjustments=both).late_penalty == pytest.approx(0.8)


def test_a_newer_one_that_needs_a_look_is_not_passed_over(grade: GradeAda) -> None:
    unread = replace(SECOND, status="needs_review", score=None, note="it is empty")
    found = grade(FIRST, unread, counts="best")
    assert (found.status, found.score, found.note) == ("needs_review", 6.0, "it is empty")


def test_our_failure_replaces_nothing_where_the_best_counts(grade: GradeAda) -> None:
    broken = replace(FIRST, attempt_id=3, status="grader_error", score=None)
    found = grade(FIRST, broken, counts="best")
    assert (found.status, found.score, found.attempt_id) == ("needs_review", 6.0, 1)


@pytest.mark.parametrize(
    ("change", "stale"),
    [({}, False), ({"grader_version": "g0"}, True), ({"assignment_version": "0.9"}, True)],
)
def test_a_grade_of_an_older_version_is_stale(
    grade: GradeAda, change: dict[str, str], stale: bool
) -> None:
    assert grade(replace(FIRST, **change)).stale == stale
    assert not grade().stale


verdicts = st.lists(
    st.builds(
        Verdict,
        st.just(0),
        st.just("graded"),
        st.floats(0, 10),
        st.just(10.0),
        st.just(""),
        st.none()
        | st.datetimes(datetime(2025, 10, 1), datetime(2025, 12, 1)).map(
            lambda moment: moment.replace(tzinfo=UTC)
        ),
        st.sampled_from(["aa", "bb", "cc"]),
    ),
    min_size=1,
    max_size=6,
).map(lambda some: [replace(one, attempt_id=number) for number, one in enumerate(some, 1)])


@given(verdicts)
def test_the_best_is_at_least_the_last(history: list[Verdict]) -> None:
    late = LateRule(5.0, "hour", DAY, 20 * DAY)
    scores = {}
    for counts in ("last", "best"):
        policy = Policy(late, counts)  # type: ignore[arg-type]
        about = Assignment("autograd", "A", "1.0", 10.0, DUE, (), policy)
        scores[counts] = grade_of(ADA, about, history, ()).score or 0.0
    assert scores["best"] >= scores["last"] >= 0.0


@given(verdicts)
def test_each_hand_in_is_there_once_with_its_newest_verdict(history: list[Verdict]) -> None:
    found = hand_ins(history)
    keys = [(one.verdict.notebook_sha256, one.submitted_at) for one in found]
    assert len(set(keys)) == len(keys)
    assert found[-1].verdict == history[-1]
    assert [one.verdict.attempt_id for one in found] == sorted(o.verdict.attempt_id for o in found)
