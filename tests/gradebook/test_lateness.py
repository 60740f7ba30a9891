"""The late penalty, at its edges and everywhere."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradebook.lateness import late_penalty, started_days

DUE = datetime(2025, 10, 31, 23, 59, tzinfo=UTC)
INSTANT = timedelta(microseconds=1)
DAY = timedelta(days=1)

scores = st.floats(0, 1e6)
percents = st.floats(0, 200)
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
    assert late_penalty(10.0, DUE, DUE + late, 10.0) == lost


def test_unknown_moments_cost_nothing() -> None:
    assert late_penalty(10.0, DUE, None, 10.0) == 0.0
    assert late_penalty(10.0, None, DUE, 10.0) == 0.0


def test_time_zones_do_not_matter() -> None:
    tokyo = DUE.astimezone(timezone(timedelta(hours=9)))
    assert late_penalty(10.0, DUE, tokyo, 10.0) == 0.0


@given(scores, delays, percents)
def test_between_nothing_and_everything(raw: float, late: timedelta, percent: float) -> None:
    assert 0.0 <= late_penalty(raw, DUE, DUE + late, percent) <= raw


@given(scores, delays, delays, percents)
def test_later_never_costs_less(
    raw: float, one: timedelta, other: timedelta, percent: float
) -> None:
    sooner, later = sorted([one, other])
    assert late_penalty(raw, DUE, DUE + sooner, percent) <= late_penalty(
        raw, DUE, DUE + later, percent
    )


@given(scores, st.timedeltas(-DAY * 400, timedelta(0)), percents)
def test_in_time_costs_nothing(raw: float, late: timedelta, percent: float) -> None:
    assert late_penalty(raw, DUE, DUE + late, percent) == 0.0


@given(st.timedeltas(INSTANT, DAY * 400))
def test_started_days_enclose_the_delay(late: timedelta) -> None:
    days = started_days(late)
    assert DAY * (days - 1) < late <= DAY * days
