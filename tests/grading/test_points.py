"""A task's points among its checks, exactly."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.checks.declare import CheckSpec
from autograder.course.assignment import Assignment, CourseError, Task
from autograder.grading.points import shares
from autograder.wire.limits import Limits
from gradebook.policy import DEFAULT


def assignment(points: dict[str, float]) -> Assignment:
    tasks = tuple(Task(name, worth) for name, worth in points.items())
    return Assignment("s", Path("s"), "T", tasks, None, DEFAULT, Limits(), "v")


def specs(weights: dict[str, list[int]]) -> list[CheckSpec]:
    return [
        CheckSpec(f"check_{task}_{index}", task, "Words.", weight, False, ())
        for task, several in weights.items()
        for index, weight in enumerate(several)
    ]


weights = st.lists(st.integers(0, 9), min_size=1, max_size=7).filter(any)
worths = st.floats(0, 100, allow_nan=False)


@given(st.dictionaries(st.sampled_from("abcd"), st.tuples(worths, weights), min_size=1))
def test_shares_of_a_task_add_up_exactly(tasks: dict[str, tuple[float, list[int]]]) -> None:
    checks = specs({name: several for name, (_, several) in tasks.items()})
    found = shares(assignment({name: worth for name, (worth, _) in tasks.items()}), checks)
    totals: Counter[str] = Counter()
    for spec in checks:
        totals[spec.task] += found[spec.name]  # type: ignore[assignment]
    assert totals == {name: Fraction(worth) for name, (worth, _) in tasks.items()}


@given(weights)
def test_shares_are_in_proportion_to_the_weights(several: list[int]) -> None:
    found = list(shares(assignment({"a": 10}), specs({"a": several})).values())
    assert [share * sum(several) for share in found] == [10 * weight for weight in several]


def test_thirds_are_exact() -> None:
    found = shares(assignment({"a": 1}), specs({"a": [1, 1, 1]}))
    assert set(found.values()) == {Fraction(1, 3)}


def test_check_of_an_unknown_task() -> None:
    with pytest.raises(CourseError, match="unknown task b"):
        shares(assignment({"a": 1}), specs({"a": [1], "b": [1]}))


@pytest.mark.parametrize("several", [[], [0], [0, 0]])
def test_task_whose_checks_weigh_nothing(several: list[int]) -> None:
    with pytest.raises(CourseError, match="no check is worth points for task b"):
        shares(assignment({"a": 1, "b": 1}), specs({"a": [1], "b": several}))
