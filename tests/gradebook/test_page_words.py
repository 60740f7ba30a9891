"""How numbers, moments and students' text are put on a page."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradebook.pages.environment import delay, moment, number, percent, plain, printed, size, words


@pytest.mark.parametrize(
    ("value", "shown"), [(None, "–"), (0, "0"), (-0.001, "0"), (2.5, "2.5"), (-1.25, "−1.25")]
)
def test_number(value: float | None, shown: str) -> None:
    assert number(value) == shown


def test_percent_and_size() -> None:
    assert [percent(share) for share in (None, 0.0, 0.666, 1.0)] == ["–", "0 %", "67 %", "100 %"]
    assert [size(n) for n in (0, 2048, 300 * 2**20, 3 * 2**30)] == [
        *("0 bytes", "2 KiB", "300 MiB", "3.0 GiB")
    ]


@pytest.mark.parametrize(
    ("late", "shown"),
    [
        (timedelta(seconds=1), "1 minute"),
        (timedelta(minutes=61), "1 hour and 1 minute"),
        (timedelta(days=2), "2 days"),
        (timedelta(days=1, hours=22, minutes=59), "1 day and 22 hours"),
        (timedelta(days=400), "400 days"),
    ],
)
def test_delay(late: timedelta, shown: str) -> None:
    assert delay(late) == shown


def test_moment_is_in_utc_whatever_the_language_of_the_host() -> None:
    there = datetime.fromisoformat("2027-03-08T00:21:00+02:00")
    assert moment(there) == "7 March 2027, 22:21 UTC"
    assert moment(datetime(2027, 3, 8, 1, 2, tzinfo=UTC)) == "8 March 2027, 01:02 UTC"


def test_progress_bars_and_colours_are_as_a_terminal_leaves_them() -> None:
    shown = printed("\x1b[31mred\x1b[0m\n10%\r50%\r100%\r\ndone")
    assert shown == "red\n100%\ndone"


def test_only_what_is_printed_may_be_overwritten() -> None:
    assert plain("first\rsecond\nthird\t.") == "first / second\nthird   ."


@given(st.text(st.characters(codec=None)))
def test_nothing_unseen_is_left(text: str) -> None:
    assert not set("\x1b\x07\r\u202e\u2066\x9b\0") & set(plain(text))
    plain(text).encode("utf-8")


@given(st.text(st.sampled_from("<>&\"'`a"), max_size=12))
def test_words_hold_no_element_but_code(text: str) -> None:
    bare = str(words(text)).replace("<code>", "").replace("</code>", "")
    assert not set("<>\"'") & set(bare)


def test_backticks_are_code() -> None:
    assert str(words("`a<b` is `c`, not `")) == "<code>a&lt;b</code> is <code>c</code>, not `"
