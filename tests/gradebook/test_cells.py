"""One value, one cell: nothing runs, nothing hides, nothing is lost."""

import unicodedata
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradebook.exports.cells import moment, number, text


@pytest.mark.parametrize(
    "formula",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "  =1+1",
        "\u00a0=1+1",
        "\u200b=1+1",
        "\ufeff=1+1",
        "＝1+1",
        "＋1",
        "－1",
        "＠SUM(A1)",
        "\u3000＝1",
        "\t1",
        "\r1",
        "\n=1+1",
        "\x00=1",
    ],
)
def test_formulas_are_text(formula: str) -> None:
    assert text(formula).startswith("'")


@pytest.mark.parametrize(
    "plain", ["", "Lovelace", "O'Neill", "a=b", "1-2", "x; y, z", " pad ", '"q"']
)
def test_plain_text_is_left_alone(plain: str) -> None:
    assert text(plain) == plain


@pytest.mark.parametrize("sign", "=+-@＝")
@pytest.mark.parametrize("blank", ["", " ", "\u00a0", "\u200b", '"'])
def test_formula_after_a_semicolon_is_text(sign: str, blank: str) -> None:
    """Where the comma is the decimal sign, Excel takes a semicolon to end a cell."""
    assert text(f"x;{blank}{sign}1").startswith("x;'")


def test_joiners_that_names_are_written_with_stay() -> None:
    assert text("نی\u200cلوفر") == "نی\u200cلوفر"


def test_nothing_is_nothing() -> None:
    assert (text(None), number(None), moment(None)) == ("", "", "")


@pytest.mark.parametrize(
    ("seen", "shown"),
    [
        ("\x1b[31mred", "␛[31mred"),
        ("a\0b", "a␀b"),
        ("a\x7fb", "a␡b"),
        ("a\x9bb", "a\ufffdb"),
        ("a\u202eb", "a\ufffdb"),
        ("a\u200eb\u200fc\u061cd", "a\ufffdb\ufffdc\ufffdd"),  # marks of direction
        ("a\u200bb\u2060c\ufeffd\u00ade", "a\ufffdb\ufffdc\ufffdd\ufffde"),  # no width
        ("a\U000e0041b\ufff9c\u180ed", "a\ufffdb\ufffdc\ufffdd"),  # tags, notes
        ("\x1b]8;;http://x\x1b\\link\x9d0;title\a", "␛]8;;http://x␛\\link\ufffd0;title␇"),
        ("right\b\b\b\b\bwrong", "right␈␈␈␈␈wrong"),
        ("a\ud800b", "a\ufffdb"),
        ("a\tb", "a␉b"),
        ("one\r\ntwo\nthree\rfour\u2028five\n", "one / two / three / four / five"),
    ],
)
def test_control_characters_are_seen(seen: str, shown: str) -> None:
    assert text(seen) == shown


_DIRECTIONS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
anything = st.text(st.characters(categories=None, exclude_categories=()), max_size=30)
nasty = st.text(" \t\r\n=+-@＝＋－＠'\"\0\x1b\u200b,;a", max_size=8)


@given(anything | nasty)
def test_no_cell_starts_like_a_formula(value: str) -> None:
    cell = text(value)
    plain = unicodedata.normalize("NFKC", cell).lstrip()
    assert not plain.startswith(("=", "+", "-", "@"))
    assert not cell.startswith(("\t", "\r"))


@given(anything | nasty)
def test_no_cell_hides_anything(value: str) -> None:
    cell = text(value)
    assert not any(unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} for c in cell)
    assert {c for c in cell if unicodedata.bidirectional(c) in _DIRECTIONS} == set()
    cell.encode("utf-8")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (3.0, "3"),
        (3, "3"),
        (2.5, "2.5"),
        (1 / 3, "0.3333"),
        (2 / 3, "0.6667"),
        (10.0, "10"),
        (100, "100"),
        (0.0, "0"),
        (-0.0, "0"),
        (-0.00001, "0"),
        (-1.5, "-1.5"),
        (1e6, "1000000"),
        (0.1 + 0.2, "0.3"),
    ],
)
def test_numbers_without_needless_zeros(value: float, shown: str) -> None:
    assert number(value) == shown


@given(st.floats(-1e6, 1e6))
def test_numbers_are_right_to_four_decimals(value: float) -> None:
    assert abs(float(number(value)) - value) <= 0.50001e-4


def test_moments_are_naive_utc() -> None:
    kyiv = timezone(timedelta(hours=2))
    assert moment(datetime(2025, 1, 2, 1, 0, tzinfo=kyiv)) == "2025-01-01 23:00:00"
    assert moment(datetime(2025, 1, 2, 3, 4, 5, 6, tzinfo=UTC)) == "2025-01-02 03:04:05.000006"
