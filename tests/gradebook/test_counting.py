"""Which hand-in counts: regrades are history, lateness is from the moment of handing in."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

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
    worse = replace(SECOND, score=2.0)
    assert grade(FIRST, worse).attempt_id == 2


def test_grading_an_older_folder_again_does_not_bring_its_mark_back(grade: GradeAda) -> None:
    again = replace(FIRST, attempt_id=3)
    assert grade(FIRST, SECOND, again).attempt_id == 2
    assert grade(SECOND, again).attempt_id == 2


def test_without_moments_what_was_seen_later_counts(grade: GradeAda) -> None:
    """A regrade of the older one is no hand-in; one that came without a moment is."""
    first, second = (replace(one, submitted_at=None) for one in (FIRST, SECOND))
    assert grade(first, second).attempt_id == 2
    assert grade(first, second, replace(first, attempt_id=3)).attempt_id == 2
    assert grade(FIRST, second).attempt_id == 2
    assert grade(SECOND, first).attempt_id == 1


def test_of_one_moment_what_was_seen_later_counts(grade: GradeAda) -> None:
    same = replace(SECOND, submitted_at=FIRST.submitted_at)
    assert grade(FIRST, same, replace(FIRST, attempt_id=3)).attempt_id == 2


def test_who_goes_back_to_an_earlier_notebook_gets_its_mark(grade: GradeAda) -> None:
    """It was there at its first moment already, so it is as late as then."""
    back = replace(FIRST, attempt_id=3, submitted_at=DUE + 2 * DAY)
    found = grade(FIRST, SECOND, back)
    assert (found.attempt_id, found.submitted_at, found.score) == (3, DUE - DAY, 6.0)


def test_who_goes_back_after_the_cut_off_replaces_nothing(grade: GradeAda) -> None:
    back = replace(FIRST, attempt_id=3, submitted_at=DUE + 5 * DAY)
    found = grade(FIRST, SECOND, back, late=LateRule(10.0, cutoff=2 * DAY))
    assert (found.attempt_id, found.score) == (2, 7.2)


@pytest.mark.parametrize("counts", ["last", "best"])
def test_a_notebook_handed_in_again_is_as_late_as_at_first(grade: GradeAda, counts: str) -> None:
    again = replace(FIRST, attempt_id=2, submitted_at=DUE + DAY)
    assert grade(FIRST, again, counts=counts).late_penalty == 0.0
    assert grade(again, replace(FIRST, attempt_id=3), counts=counts).late_penalty == 0.0


@pytest.mark.parametrize("counts", ["last", "best"])
def test_a_teacher_can_make_a_hand_in_later(grade: GradeAda, counts: str) -> None:
    moment = f"aa {(DUE + DAY).isoformat()}"
    found = grade(FIRST, counts=counts, adjustments=(decided("handed_in", moment),))
    assert (found.submitted_at, found.late_penalty) == (DUE + DAY, pytest.approx(0.6))
    mended = replace(FIRST, attempt_id=2, submitted_at=DUE + DAY)
    found = grade(FIRST, mended, counts=counts, adjustments=(decided("handed_in", moment),))
    assert found.late_penalty == pytest.approx(0.6)


def test_a_teachers_moment_is_of_one_notebook_and_the_newest_holds(grade: GradeAda) -> None:
    later = decided("handed_in", f"aa {(DUE + 2 * DAY).isoformat()}")
    assert grade(FIRST, SECOND, adjustments=(later,)).attempt_id == 1
    back = decided("handed_in", f"aa {(DUE - DAY).isoformat()}")
    assert grade(FIRST, SECOND, adjustments=(later, back)).attempt_id == 2


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
    found = hand_ins(history, {})
    keys = [(one.newest.notebook_sha256, one.at) for one in found]
    assert len(set(keys)) == len(keys)
    newest = {one.notebook_sha256: one for one in history}
    assert all(one.newest == newest[one.newest.notebook_sha256] for one in found)
    assert {one.newest.notebook_sha256 for one in found} == set(newest)
    known = [one.at for one in found if one.at is not None]
    assert known == sorted(known)


@given(verdicts, st.randoms(use_true_random=False))
def test_running_anything_again_changes_no_order(history: list[Verdict], random: Random) -> None:
    again = [replace(random.choice(history), attempt_id=number) for number in range(10, 13)]
    keys = [
        [(one.newest.notebook_sha256, one.at, one.submitted_at) for one in hand_ins(runs, {})]
        for runs in (history, [*history, *again])
    ]
    assert keys[0] == keys[1]


@given(verdicts)
def test_with_all_moments_known_the_order_of_runs_has_no_say(history: list[Verdict]) -> None:
    told = [replace(one, submitted_at=DUE + DAY * i) for i, one in enumerate(history)]
    keys = [
        [(one.newest.notebook_sha256, one.at) for one in hand_ins(runs, {})]
        for runs in (told, told[::-1])
    ]
    assert keys[0] == keys[1]
