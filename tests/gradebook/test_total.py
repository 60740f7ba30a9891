"""The course total: weights, drops, bonus, and what is not known."""

import itertools
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradebook.policy import CoursePolicy, Group, Policy
from gradebook.records import Assignment, Grade, Student
from gradebook.total import CourseTotal, course_total, course_totals

ADA = Student("ada")
NOW = datetime(2026, 2, 1, tzinfo=UTC)
DAY = timedelta(days=1)


def grade(slug: str, score: float | None, most: float = 10.0, **policy: object) -> Grade:
    about = Assignment(slug, slug, "1", most, NOW - DAY, (), Policy(**policy))  # type: ignore[arg-type]
    status = "missing" if score is None else "graded"
    return Grade(ADA, about, status, score, 0.0, score, most, about.due, None, 1, "")  # type: ignore[arg-type]


def total(*grades: Grade, **course: object) -> CourseTotal:
    return course_total(ADA, grades, CoursePolicy(**course), NOW)  # type: ignore[arg-type]


def test_without_rules_it_is_points_of_points() -> None:
    assert total(grade("a", 10.0, 10.0), grade("b", 15.0, 30.0)).percent == 62.5


def test_weights_within_a_group() -> None:
    found = total(grade("a", 10.0, weight=1.0), grade("b", 15.0, 30.0, weight=1.0))
    assert found.percent == 75.0


def test_groups_are_weighed() -> None:
    both = grade("a", 9.0, group="homework"), grade("x", 3.0, group="exam")
    groups = Group("homework", 60.0), Group("exam", 40.0)
    assert total(*both, groups=groups).percent == pytest.approx(66.0)


def test_a_group_without_grades_yet_weighs_nothing() -> None:
    groups = Group("homework", 60.0), Group("exam", 40.0)
    assert total(grade("a", 9.0, group="homework"), groups=groups).percent == 90.0


def test_the_lowest_is_dropped() -> None:
    some = grade("a", 2.0), grade("b", 8.0), grade("c", 6.0, 12.0)
    found = total(*some, groups=(Group("", drop_lowest=1),))
    assert (found.percent, found.dropped) == (pytest.approx(100 * 14 / 22), ("a",))


def test_what_is_missing_is_dropped_first_but_never_everything() -> None:
    found = total(grade("a", None), grade("b", 8.0), groups=(Group("", drop_lowest=5),))
    assert (found.percent, found.dropped, found.missing) == (80.0, ("a",), ("a",))


def test_missing_work_is_a_zero_in_the_total_or_left_out() -> None:
    both = grade("a", None), grade("b", 8.0)
    assert total(*both).percent == 40.0
    assert total(*both, missing="left out").percent == 80.0


def test_what_is_not_due_yet_is_not_missed() -> None:
    later = replace(grade("a", None), due=NOW + DAY)
    found = total(later, grade("b", 8.0))
    assert (found.percent, found.missing) == (80.0, ())


def test_an_unknown_score_leaves_the_total_unknown() -> None:
    ours = replace(grade("a", None), status="needs_review")
    found = total(ours, grade("b", 8.0))
    assert (found.percent, found.unknown) == (None, ("a",))


def test_bonus_only_adds() -> None:
    regular, extra = grade("a", 8.0), grade("e", 5.0, bonus=True)
    assert total(regular, extra).percent == 130.0
    assert total(regular, extra, cap=100.0).percent == 100.0
    assert total(regular, replace(extra, status="missing", score=None)).percent == 80.0
    assert total(regular, extra, groups=(Group("", drop_lowest=1),)).dropped == ()


def test_a_group_of_bonus_adds_its_weight() -> None:
    groups = Group("homework", 95.0), Group("extra", 5.0)
    regular = grade("a", 8.0, group="homework")
    extra = grade("e", 5.0, group="extra", bonus=True)
    assert total(regular, extra, groups=groups).percent == pytest.approx(80 + 100 * 2.5 / 95)


def test_nothing_yet_is_no_total() -> None:
    assert total().percent is None
    assert total(grade("e", 5.0, bonus=True)).percent is None
    assert total(grade("a", 0.0, 0.0)).percent is None


grades_st = st.lists(
    st.builds(
        grade,
        st.sampled_from("abcdefgh"),
        st.none() | st.floats(0, 10),
        group=st.sampled_from(["", "homework", "exam"]),
        weight=st.none() | st.floats(0.01, 100),
    ),
    max_size=8,
    unique_by=lambda one: one.assignment.slug,
)
courses = st.builds(
    CoursePolicy,
    st.tuples(
        st.builds(Group, st.just("homework"), st.floats(0.01, 100), st.integers(0, 3)),
        st.builds(Group, st.just("exam"), st.floats(0.01, 100), st.integers(0, 3)),
    ),
    st.sampled_from(["zero", "left out"]),
)


@given(grades_st, courses)
def test_it_is_within_bounds(grades: list[Grade], course: CoursePolicy) -> None:
    percent = course_total(ADA, grades, course, NOW).percent
    assert percent is None or 0.0 <= percent <= 100.0


@given(grades_st, courses, st.randoms())
def test_the_order_does_not_matter(
    grades: list[Grade], course: CoursePolicy, chance: random.Random
) -> None:
    other, groups = grades[:], list(course.groups)
    chance.shuffle(other)
    chance.shuffle(groups)
    shuffled = replace(course, groups=tuple(groups))
    assert course_total(ADA, other, shuffled, NOW) == course_total(ADA, grades, course, NOW)


def test_not_even_the_last_digit_depends_on_the_order() -> None:
    scores = zip("abc", (0.1, 0.2, 0.3), strict=True)
    some = [grade(name, score, 1.0, bonus=True) for name, score in scores]
    regular = grade("r", 0.0, 1.0)
    assert len({total(regular, *order).percent for order in itertools.permutations(some)}) == 1


@given(grades_st, courses, st.integers(0, 7), st.floats(0, 10))
def test_a_better_mark_never_lowers_it(
    grades: list[Grade], course: CoursePolicy, which: int, score: float
) -> None:
    if which < len(grades) and grades[which].status == "graded":
        before = course_total(ADA, grades, course, NOW).percent
        old = grades[which].score or 0.0
        grades[which] = replace(grades[which], score=max(old, score))
        after = course_total(ADA, grades, course, NOW).percent
        # With unequal weights a better mark may be counted where a lighter one was.
        if all(one.assignment.policy.weight is None for one in grades):
            assert before is not None
            assert after is not None
            assert after >= before - 1e-9


@given(grades_st, courses)
def test_dropping_never_lowers_it(grades: list[Grade], course: CoursePolicy) -> None:
    undropped = replace(course, groups=tuple(replace(g, drop_lowest=0) for g in course.groups))
    dropped, whole = (course_total(ADA, grades, c, NOW).percent for c in (course, undropped))
    assert (dropped is None) == (whole is None)
    assert dropped is None or whole is None or dropped >= whole - 1e-9


@given(grades_st, courses, st.floats(0, 10))
def test_bonus_never_lowers_it(grades: list[Grade], course: CoursePolicy, extra: float) -> None:
    more = [*grades, grade("z", extra, group="homework", bonus=True)]
    before, after = (course_total(ADA, some, course, NOW).percent for some in (grades, more))
    assert before is None or (after is not None and after >= before - 1e-9)


def test_totals_are_by_student() -> None:
    grace = replace(grade("a", 5.0), student=Student("Grace"))
    found = course_totals([grade("a", 7.0), grace], CoursePolicy(), NOW)
    assert [(one.student.id, one.percent) for one in found] == [("Grace", 50.0), ("ada", 70.0)]
