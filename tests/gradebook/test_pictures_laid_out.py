"""Recorded pictures, laid out for a page."""

from dataclasses import replace
from typing import Any

import pytest

from gradebook.pages.picture import HEIGHT, WIDTH, Curve, Entries, Heat, Picture, pictures
from gradebook.records import CheckResult


@pytest.fixture
def laid_out(check: CheckResult) -> Any:
    def lay_out(visible: bool = True, **picture: object) -> Picture:
        mismatches = ({"where": "w"}, {"where": "w", "picture": {"place": "w", **picture}})
        (found,) = pictures(replace(check, visible=visible, mismatches=mismatches))
        return found

    return lay_out


ENTRIES = {
    "kind": "entries",
    "shape": [2, 2],
    "rows": [["1", "2"], ["3", "-1"]],
    "expected": [["1", "2"], ["3", "4"]],
    "expected_shape": [2, 2],
    "wrong": [[0, 0], [0, 1]],
    "all_told": True,
}


def test_entries_stand_side_by_side_with_their_marks(laid_out: Any) -> None:
    found = laid_out(**ENTRIES)
    assert isinstance(found, Entries)
    assert found.own.rows == [
        ("0", [("1", False), ("2", False)]),
        ("1", [("3", False), ("-1", True)]),
    ]
    assert found.expected is not None
    assert found.expected.rows[1][1] == [("3", False), ("4", True)]
    assert (found.own.shape, found.own.columns) == ("(2, 2)", ["0", "1"])


def test_a_hidden_checks_record_with_an_expected_value_still_shows_none(laid_out: Any) -> None:
    assert laid_out(visible=False, **ENTRIES).expected is None
    curve = {
        "kind": "curve",
        "steps": [0, 1],
        "got": [1.0, 2.0],
        "expected": [1.0, 0.5],
        "first": 1,
    }
    assert laid_out(visible=True, **curve).expected
    assert not laid_out(visible=False, **curve).expected


def test_where_all_differ_none_is_marked(laid_out: Any) -> None:
    found = laid_out(kind="entries", shape=[2], rows=[["1", "2"]], wrong=[[1, 1]], all_told=True)
    assert (found.all_wrong, found.marked) == (True, False)
    assert found.own.rows == [("", [("1", False), ("2", False)])]


def test_rows_of_more_dimensions_are_named_by_their_index(laid_out: Any) -> None:
    rows = [["1"]] * 6
    found = laid_out(kind="entries", shape=[2, 3, 1], rows=rows)
    assert [label for label, _ in found.own.rows] == [
        "0, 0",
        "0, 1",
        "0, 2",
        "1, 0",
        "1, 1",
        "1, 2",
    ]


def test_heat_map_joins_neighbours_and_says_where(laid_out: Any) -> None:
    share = [[0, 0, 0, 0], [0, 100, 100, 20], [0, 0, 0, 0], [0, 0, 0, 0]]
    found = laid_out(kind="heat", shape=[40, 80], share=share)
    assert isinstance(found, Heat)
    assert found.blocks == [(1, 1, 2, 5), (3, 1, 1, 1)]
    assert found.text == "Entries differ only in rows 10 to 19 and columns 20 to 79."


def test_heat_map_of_a_vector_speaks_of_columns_alone(laid_out: Any) -> None:
    found = laid_out(kind="heat", shape=[64], share=[[1, *[0] * 31]])
    assert found.text == "Entries differ only in columns 0 to 1."


def test_curve_is_drawn_from_corner_to_corner(laid_out: Any) -> None:
    found = laid_out(kind="curve", steps=[0, 1, 2], got=[2.0, 1.0, 0.0], first=1)
    assert isinstance(found, Curve)
    assert found.own == f"M0 0L{WIDTH / 2:g} {HEIGHT / 2:g}L{WIDTH} {HEIGHT}"
    assert found.first == (WIDTH / 2, HEIGHT / 2)
    assert not found.is_logarithmic
    assert "The first step that differs is step 1." in found.text


def test_steep_curve_is_logarithmic(laid_out: Any) -> None:
    found = laid_out(kind="curve", steps=[0, 1, 2], got=[100.0, 10.0, 1.0])
    assert found.is_logarithmic
    assert found.own == f"M0 0L{WIDTH / 2:g} {HEIGHT / 2:g}L{WIDTH} {HEIGHT}"
    assert found.ticks == [(HEIGHT, "1"), (0, "100")]


@pytest.mark.parametrize(
    "got",
    [
        [float("nan")] * 3,
        [1.0, float("inf"), float("nan")],
        [5.0, 5.0, 5.0],
        [-1.7e308, 0.0, 1.7e308],
        [5e-324, 1.0, 2.0],
    ],
)
def test_odd_numbers_are_drawn_as_far_as_they_can_be(got: list[float], laid_out: Any) -> None:
    found = laid_out(kind="curve", steps=[0, 1, 2], got=got, first=0)
    assert "nan" not in found.own
    assert "inf" not in found.own
    assert found.first[0] == 0
