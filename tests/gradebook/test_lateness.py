"""The late penalty, at its edges and everywhere."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradebook.errors import GradebookError
from gradebook.lateness import begun, charge, late_penalty
from gradebook.policy import LENGTH, LateRule

DUE = datetime(2025, 10, 31, 23, 59, tzinfo=UTC)
INSTANT = timedelta(microseconds=1)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)

scores = st.floats(0, 1e6)
rules = st.builds(
    LateRule,
    st.floats(0, 200),
    st.sampled_from(["day", "hour"]),
    grace=st.timedeltas(timedelta(0), DAY * 5),
    cutoff=st.none() | st.timedeltas(DAY * 5, DAY * 50),
)
delays = st.timedeltas(-DAY * 400, DAY * 400)


@pytest.mark.parametrize(
    ("late", "lost"),
    [
        (-DAY, 0.0),
        (timedelta(0), 0.0),
        (INSTANT, 1.0),
        (DAY, 1.0),
        (DAY + INSTANT, 2.0),
        (DAY * 10, 10.0),
        (DAY * 11, 10.0),
    ],
)
def test_each_started_day_costs(late: timedelta, lost: float) -> None:
    assert late_penalty(10.0, DUE, DUE + late, LateRule(10.0)) == lost


def test_unknown_moments_cost_nothing() -> None:
    assert late_penalty(10.0, DUE, None, LateRule(10.0)) == 0.0
    assert late_penalty(10.0, None, DUE, LateRule(10.0)) == 0.0


def test_time_zones_do_not_matter() -> None:
    tokyo = DUE.astimezone(timezone(timedelta(hours=9)))
    assert late_penalty(10.0, DUE, tokyo, LateRule(10.0)) == 0.0


@given(scores, delays, rules)
def test_between_nothing_and_everything(raw: float, late: timedelta, rule: LateRule) -> None:
    assert 0.0 <= late_penalty(raw, DUE, DUE + late, rule) <= raw


@given(scores, delays, delays, rules)
def test_later_never_costs_less(
    raw: float, one: timedelta, other: timedelta, rule: LateRule
) -> None:
    sooner, later = sorted([one, other])
    assert late_penalty(raw, DUE, DUE + sooner, rule) <= late_penalty(raw, DUE, DUE + later, rule)


@given(scores, st.timedeltas(-DAY * 400, timedelta(0)), rules)
def test_in_time_costs_nothing(raw: float, late: timedelta, rule: LateRule) -> None:
    assert late_penalty(raw, DUE, DUE + late, rule) == 0.0


@given(st.timedeltas(INSTANT, DAY * 400), st.sampled_from(list(LENGTH.values())))
def test_begun_units_enclose_the_delay(late: timedelta, unit: timedelta) -> None:
    units = begun(late, unit)
    assert unit * (units - 1) < late <= unit * units


@pytest.mark.parametrize(
    ("late", "lost"),
    [(HOUR, 0.0), (HOUR + INSTANT, 1.0), (HOUR * 2, 1.0), (HOUR * 2 + INSTANT, 2.0)],
)
def test_units_are_counted_from_the_end_of_the_grace(late: timedelta, lost: float) -> None:
    rule = LateRule(10.0, "hour", grace=HOUR)
    assert late_penalty(10.0, DUE, DUE + late, rule) == lost


@pytest.mark.parametrize(("late", "lost"), [(DAY * 2, 2.0), (DAY * 2 + INSTANT, 10.0)])
def test_after_the_cut_off_nothing_counts(late: timedelta, lost: float) -> None:
    rule = LateRule(10.0, cutoff=DAY * 2)
    assert late_penalty(10.0, DUE, DUE + late, rule) == lost
    assert charge(DUE, DUE + late, rule).is_cut_off == (lost == 10.0)


@given(scores, delays, rules, st.timedeltas(timedelta(0), DAY * 5))
def test_more_grace_never_costs_more(
    raw: float, late: timedelta, rule: LateRule, grace: timedelta
) -> None:
    less, more = sorted([rule.grace, grace])
    costs = [
        late_penalty(raw, DUE, DUE + late, replace(rule, grace=given)) for given in (less, more)
    ]
    assert costs[1] <= costs[0]


@pytest.mark.parametrize(
    "change",
    [
        {"percent": -1.0},
        {"percent": float("nan")},
        {"grace": -HOUR},
        {"grace": DAY, "cutoff": HOUR},
        {"per": "week"},
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(GradebookError):
        LateRule(**change)
