"""What a page may show of a difference: small, plain, and no answer where a check is hidden."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from autograder.checks.compare import Tolerance, mismatches
from autograder.checks.picture import MAX_BLOCKS, MAX_PICTURES, MAX_STEPS, pictures


def drawn(got: Any, expected: Any, visible: bool = True) -> list[Any]:
    found = list(mismatches(got, expected, Tolerance()))
    return [picture for picture in pictures(found, visible) if picture]


def only(got: Any, expected: Any, visible: bool = True) -> dict[str, Any]:
    (picture,) = drawn(got, expected, visible)
    assert isinstance(picture, dict)
    return picture


EXPECTED = torch.tensor([[1.5, 2.0], [3.0, 4.0]])
GOT = torch.tensor([[1.5, 2.0], [3.0, -1.0]])


def test_entries_of_a_visible_check_stand_side_by_side() -> None:
    assert only(GOT, EXPECTED) == {
        "kind": "entries",
        "shape": [2, 2],
        "rows": [["1.5", "2"], ["3", "-1"]],
        "expected": [["1.5", "2"], ["3", "4"]],
        "expected_shape": [2, 2],
        "wrong": [[0, 0], [0, 1]],
        "all_told": True,
    }


def test_entries_of_a_hidden_check_are_the_students_own() -> None:
    picture = only(GOT, EXPECTED, visible=False)
    assert "expected" not in picture
    assert picture["rows"] == [["1.5", "2"], ["3", "-1"]]
    assert picture["wrong"] == [[0, 0], [0, 1]]


def test_where_few_values_are_possible_a_hidden_check_marks_the_first_only() -> None:
    expected = torch.tensor([True, False, True, True])
    picture = only(torch.zeros(4, dtype=torch.bool), expected, visible=False)
    assert picture["wrong"] == [[1, 0, 0, 0]]
    assert not picture["all_told"]
    assert only(~expected, expected)["wrong"] == [[1, 1, 1, 1]]


def test_a_mask_written_as_floats_tells_no_more() -> None:
    expected = torch.tensor([1.0, 0.0, 1.0, 1.0, 0.0])
    assert sum(only(torch.zeros(5), expected, visible=False)["wrong"][0]) == 1


@given(st.integers(2, 60), st.integers(1, 60), st.integers(0, 2**16))
def test_no_expected_number_is_in_a_hidden_checks_picture(
    rows: int, columns: int, seed: int
) -> None:
    generator = torch.Generator().manual_seed(seed)
    expected = torch.randn(rows, columns, generator=generator, dtype=torch.float64)
    text = json.dumps(drawn(torch.zeros_like(expected), expected, visible=False))
    assert not any(f"{number:.6g}" in text for number in expected.flatten().tolist())


def test_large_tensors_become_a_heat_map_of_wrong_shares() -> None:
    expected = torch.arange(64 * 96.0).reshape(64, 96)
    got = expected.clone()
    got[:2, :3] = -1
    picture = only(got, expected, visible=False)
    assert (picture["kind"], picture["shape"]) == ("heat", [64, 96])
    share = picture["share"]
    assert (len(share), len(share[0])) == (MAX_BLOCKS, MAX_BLOCKS)
    assert share[0][0] == 100
    assert sum(map(sum, share)) == 100


def test_where_all_are_wrong_there_is_nothing_to_map() -> None:
    assert drawn(torch.zeros(40, 40), torch.ones(40, 40)) == []


def test_one_wrong_entry_among_many_is_seen() -> None:
    expected = torch.arange(1.0, 640 * 640 + 1).reshape(640, 640)
    got = expected.clone()
    got[50, 50] = 0  # of its block a quarter of a percent
    assert sum(map(sum, only(got, expected)["share"])) > 0


def test_hidden_heat_map_of_a_mask_is_not_drawn() -> None:
    expected = torch.eye(40)
    assert drawn(torch.zeros(40, 40), expected, visible=False) == []
    assert only(torch.zeros(40, 40), expected)["kind"] == "heat"


def test_losses_become_a_curve() -> None:
    expected = {"losses": torch.tensor([4.0, 2.0, 1.0, 0.5])}
    got = {"losses": torch.tensor([4.0, 2.0, 3.0, 5.0])}
    curve = {"kind": "curve", "steps": [0, 1, 2, 3], "got": [4.0, 2.0, 3.0, 5.0], "first": 2}
    assert only(got, expected, visible=False) == curve
    assert only(got, expected) == {**curve, "expected": [4.0, 2.0, 1.0, 0.5]}


def test_a_list_of_losses_is_one_curve() -> None:
    expected = [1.0 / (step + 1) for step in range(500)]
    picture = only([1.0] * 500, expected)
    assert len(picture["steps"]) == len(picture["got"]) == len(picture["expected"]) == MAX_STEPS
    assert (picture["steps"][0], picture["steps"][-1], picture["first"]) == (0, 499, 1)


def test_a_list_of_another_length_shows_what_there_is() -> None:
    picture = only({"loss": [1.0, 0.5, 0.25]}, {"loss": [1.0, 0.5]})
    assert picture == {"kind": "curve", "steps": [0, 1, 2], "got": [1.0, 0.5, 0.25]}


def test_shapes_that_differ_are_shown_without_marks() -> None:
    picture = only(torch.ones(2, 3), torch.zeros(3, 2))
    assert "wrong" not in picture
    assert (picture["shape"], picture["expected_shape"]) == ([2, 3], [3, 2])
    assert "expected" not in only(torch.ones(2, 3), torch.zeros(3, 2), visible=False)


def test_more_dimensions_are_rows_of_the_last() -> None:
    picture = only(torch.ones(2, 2, 3), torch.zeros(2, 2, 3))
    assert (picture["shape"], len(picture["rows"]), len(picture["rows"][0])) == ([2, 2, 3], 4, 3)


@pytest.mark.parametrize("dtype", [torch.bool, torch.int64, torch.float16, torch.complex64])
def test_every_dtype_is_plain_text(dtype: torch.dtype) -> None:
    picture = only(torch.ones(3, dtype=dtype), torch.zeros(3, dtype=dtype))
    assert json.loads(json.dumps(picture)) == picture


def test_what_is_not_finite_is_kept() -> None:
    got = {"loss": [1.0, math.nan, math.inf]}
    numbers = only(got, {"loss": [1.0, 0.5, 0.25]})["got"]
    assert numbers[0] == 1.0
    assert math.isnan(numbers[1])
    assert math.isinf(numbers[2])


def test_pictures_are_few_and_none_comes_twice() -> None:
    assert len(drawn([torch.ones(2)] * 9, [torch.zeros(2)] * 9)) == MAX_PICTURES
    found = list(mismatches([1.0, 1.0], [2.0, 2.0], Tolerance()))
    assert [picture is not None for picture in pictures(found, True)] == [True, False]


shapes = st.lists(st.sampled_from([0, 1, 2, 3, 12, 13, 33]), max_size=3)
dtypes = st.sampled_from(
    [
        *(torch.bool, torch.uint8, torch.int64, torch.float16, torch.bfloat16, torch.float32),
        *(torch.float64, torch.complex64, torch.complex128),
    ]
)


@given(shapes, shapes, dtypes, st.booleans(), st.integers(0, 9), st.booleans())
def test_whatever_a_student_answers_can_be_drawn(
    shape: list[int], other: list[int], dtype: torch.dtype, same: bool, seed: int, visible: bool
) -> None:
    """A picture that cannot be drawn would be a fault of ours, and no grade."""
    chance = torch.Generator().manual_seed(seed)
    expected = torch.randint(0, 3, shape, generator=chance).to(dtype)
    got = torch.randint(0, 3, shape if same else other, generator=chance).to(dtype)
    if dtype.is_floating_point and got.numel():
        got.view(-1)[0] = [math.nan, math.inf, -math.inf][seed % 3]
    for picture in drawn({"loss": got}, {"loss": expected}, visible):
        assert len(json.dumps(picture)) < 40_000


def test_a_very_long_curve_is_drawn() -> None:
    (picture,) = drawn(torch.zeros(2**24 + 3), torch.zeros(2))
    assert picture["steps"][-1] == 2**24 + 2


@pytest.mark.parametrize("got", [torch.tensor(1.0), torch.ones(0, 3), torch.ones(2, device="meta")])
def test_where_there_is_nothing_to_see_nothing_is_drawn(got: torch.Tensor) -> None:
    assert drawn(got, torch.zeros(4, 5)) == []


def test_largest_picture_is_small() -> None:
    numbers = -1.23457e-12 * torch.arange(1.0, 145).reshape(12, 12)
    assert len(json.dumps(only(numbers, numbers * 2))) < 8000
