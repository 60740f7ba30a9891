"""Formulas, held against numpy and pandas, and what must be true of them whatever the class."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gradebook.statistics import histogram, point_biserial, summary, upper_lower

scores = st.floats(-100, 100).map(lambda score: round(score, 3))
answers = st.lists(st.tuples(st.booleans(), scores), min_size=2, max_size=60)


@given(st.lists(scores, min_size=1, max_size=60))
def test_summary_is_that_of_pandas(values: list[float]) -> None:
    found = summary(values)
    assert found is not None
    told = pd.Series(values).describe()
    ours = (found.count, found.mean, found.least, found.lower_quartile, found.median)
    assert (*ours, found.upper_quartile, found.most) == pytest.approx(
        tuple(told[["count", "mean", "min", "25%", "50%", "75%", "max"]]), abs=1e-9
    )


def test_summary_of_nothing_is_none() -> None:
    assert summary([]) is None


@given(st.lists(st.floats(0, 1), max_size=60), st.integers(1, 20))
def test_histogram_is_that_of_numpy(shares: list[float], bins: int) -> None:
    assume(all(abs(s * bins - round(s * bins)) > 1e-6 or s in (0, 1) for s in shares))
    assert histogram(shares, bins) == np.histogram(shares, bins, (0, 1))[0].tolist()


@given(st.integers(0, 100))
def test_shares_on_an_edge_belong_above_it(percent: int) -> None:
    assert histogram([percent / 100], 100).index(1) == min(percent, 99)


def test_what_lies_outside_is_in_the_outermost() -> None:
    assert histogram([-0.2, 1.3], 4) == [1, 0, 0, 1]


@given(answers)
def test_point_biserial_is_pearsons_correlation(pairs: list[tuple[bool, float]]) -> None:
    passed, points = zip(*pairs, strict=True)
    found = point_biserial(passed, points)
    if len(set(passed)) == 1 or len(set(points)) == 1:
        assert found is None
    else:
        told = np.corrcoef(np.array(passed, float), np.array(points))[0, 1]
        assert found == pytest.approx(told, abs=1e-6)


def test_a_check_that_the_strong_fail_is_negative() -> None:
    found = point_biserial([True, True, False, False], [1.0, 2.0, 8.0, 9.0])
    assert found is not None
    assert found < -0.9


@given(answers, st.randoms())
def test_upper_lower_is_the_same_in_any_order(
    pairs: list[tuple[bool, float]], chance: "np.random.Generator"
) -> None:
    before = upper_lower(*zip(*pairs, strict=True))
    chance.shuffle(pairs)
    assert upper_lower(*zip(*pairs, strict=True)) == pytest.approx(before)
    assert before is not None
    assert -1 - 1e-9 <= before <= 1 + 1e-9


def test_upper_lower_by_hand() -> None:
    passed = [False, False, True, False, True, True, False, True, True, True]
    points = [float(place) for place in range(10)]
    # 2.7 students in each group: the best pass, of the weakest seven tenths of one does.
    assert upper_lower(passed, points) == pytest.approx(1 - 0.7 / 2.7)


@given(st.lists(st.booleans(), min_size=2, max_size=30))
def test_among_equals_there_is_no_upper_and_lower(passed: list[bool]) -> None:
    assert upper_lower(passed, [5.0] * len(passed)) == pytest.approx(0)


def test_one_student_is_no_class() -> None:
    assert upper_lower([True], [3.0]) is None
