"""Two plain values, entry by entry: which differences are found, and in which order."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from autograder.checks.compare import RELATIVE, Mismatch, Tolerance, mismatches
from autograder.wire.placed import Placed
from autograder.wire.values import Opaque

NAN, INF = float("nan"), float("inf")
DEFAULT = Tolerance()


def found(got: Any, expected: Any, tolerance: Tolerance = DEFAULT) -> list[Mismatch]:
    return list(mismatches(got, expected, tolerance, gradient=True))


def kinds(got: Any, expected: Any, tolerance: Tolerance = DEFAULT) -> list[tuple[str, str]]:
    return [(one.where, one.kind) for one in found(got, expected, tolerance)]


numbers = st.floats(-1e6, 1e6, width=32)
rows = st.lists(numbers, min_size=1, max_size=6)
plain = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.binary()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.lists(inner, max_size=3).map(tuple),
        st.dictionaries(st.text(), inner, max_size=3),
    ),
)


@given(plain)
def test_value_equals_itself(value: Any) -> None:
    assert found(value, value) == []


@pytest.mark.parametrize("dtype", [*RELATIVE, torch.uint8, torch.int8, torch.int64])
@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 0), (2, 3)])
def test_tensor_equals_itself(dtype: torch.dtype, shape: tuple[int, ...]) -> None:
    tensor = torch.arange(20)[: int(np.prod(shape, dtype=int))].reshape(shape).to(dtype)
    assert found(tensor.clone(), tensor) == []


def test_facts_are_held_against_each_other_in_order() -> None:
    expected = torch.zeros(2)
    got = torch.ones(3, dtype=torch.float64, device="meta", requires_grad=True)
    order = [got, got[:2], got[:2].float(), torch.ones(2, requires_grad=True), torch.ones(2)]
    seen = [kinds(one, expected)[0][1] for one in order]
    assert seen == ["shape", "dtype", "device", "requires_grad", "value"]


def test_a_tensor_from_a_gpu_is_held_against_one_in_the_same_order() -> None:
    expected = Placed(torch.zeros(2), "cuda")
    order = [
        Placed(torch.ones(3, dtype=torch.float64), "cuda"),
        Placed(torch.ones(2, dtype=torch.float64), "cuda"),
        torch.zeros(2),
        Placed(torch.ones(2, requires_grad=True), "cuda"),
        Placed(torch.ones(2), "cuda"),
    ]
    seen = [kinds(one, expected)[0][1] for one in order]
    assert seen == ["shape", "dtype", "device", "requires_grad", "value"]
    assert found(Placed(torch.zeros(2), "cuda"), expected) == []
    assert kinds(expected, torch.zeros(2)) == [("result", "device")]


def test_a_gpu_adds_up_in_another_order() -> None:
    near, far = torch.tensor([1.0005]), torch.tensor([1.005])
    assert found(near, torch.ones(1)) != []
    assert found(Placed(near, "cuda"), Placed(torch.ones(1), "cuda")) == []
    assert found(Placed(far, "cuda"), Placed(torch.ones(1), "cuda")) != []


def test_an_object_whose_type_is_called_tensor_is_none() -> None:
    for expected in (torch.ones(1), Placed(torch.ones(1), "cuda")):
        assert kinds(Opaque("Tensor"), expected) == [("result", "type")]


def test_first_fact_that_differs_ends_the_comparison_of_a_tensor() -> None:
    assert len(found(torch.ones(3, dtype=torch.float64), torch.zeros(2))) == 1


def test_requires_grad_is_held_against_only_on_demand() -> None:
    got, expected = torch.ones(2, requires_grad=True), torch.ones(2)
    assert not list(mismatches(got, expected, DEFAULT))
    assert kinds(got, expected) == [("result", "requires_grad")]


def test_scalar_tensor_does_not_stand_for_a_whole_tensor() -> None:
    assert kinds(torch.tensor(1.0), torch.ones(3)) == [("result", "shape")]


def test_all_differences_are_collected_in_order() -> None:
    expected = (torch.zeros(2), [1, {"a": 2.0, "b": "x"}], None, torch.zeros(2, 2))
    got = (torch.ones(2), [1, {"b": "y", "a": 3.0}], 0, torch.eye(2))
    assert kinds(got, expected) == [
        ("result[0][0]", "value"),
        ("result[1][1]['a']", "value"),
        ("result[1][1]['b']", "value"),
        ("result[2]", "type"),
        ("result[3][0, 0]", "value"),
    ]


def test_entries_that_differ_are_counted() -> None:
    (one,) = found(torch.tensor([1.0, 5.0, 6.0]), torch.tensor([1.0, 2.0, 3.0]))
    assert (one.got, one.expected, one.detail) == ("5", "2", "2 of 3 entries differ")


@given(rows, st.data())
def test_single_changed_entry_is_found(row: list[float], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(row) - 1))
    expected = torch.tensor(row, dtype=torch.float64)
    got = expected.clone()
    got[place] += 1e-3 * float(expected.abs().max()) + 1e-3
    assert kinds(got, expected) == [(f"result[{place}]", "value")]


@given(rows, st.sampled_from(list(RELATIVE)))
def test_rounding_is_forgiven(row: list[float], dtype: torch.dtype) -> None:
    expected = torch.tensor([number / 100 for number in row]).to(dtype)
    got = expected * (1 + RELATIVE[dtype] / 4)
    assert found(got, expected) == []


@pytest.mark.parametrize("dtype", RELATIVE)
def test_more_than_rounding_is_not(dtype: torch.dtype) -> None:
    expected = torch.tensor([1.0, 3.0]).to(dtype)
    assert kinds(expected * (1 + 3 * RELATIVE[dtype]), expected)


def test_tolerance_comes_from_the_expected_side() -> None:
    small, large = torch.tensor([0.0, 1.0]), torch.tensor([0.005, 1e4])
    assert kinds(torch.tensor([0.005, 1e4]), torch.tensor([0.0, 1e4])) == []
    assert kinds(large, small)[0] == ("result[0]", "value")
    assert Tolerance().bounds(small) != Tolerance().bounds(large)


def test_large_reply_does_not_widen_its_own_tolerance() -> None:
    assert found(3.0, 1.0, Tolerance(0.7, 0.0))
    assert found(torch.tensor([3.0]), torch.tensor([1.0]), Tolerance(0.7, 0.0))
    assert not found(torch.tensor([1.0]), torch.tensor([3.0]), Tolerance(0.7, 0.0))


def test_infinite_expected_entry_widens_nothing() -> None:
    expected = torch.tensor([INF, 1.0, NAN])
    assert kinds(torch.tensor([INF, 2.0, NAN]), expected) == [("result[1]", "value")]


def test_lower_precision_does_not_buy_tolerance() -> None:
    expected = torch.tensor([1.0], dtype=torch.float64)
    assert kinds(expected.to(torch.bfloat16), expected) == [("result", "dtype")]


@pytest.mark.parametrize(
    ("got", "expected", "equal"),
    [
        (NAN, NAN, True),
        (INF, INF, True),
        (-INF, -INF, True),
        (INF, -INF, False),
        (NAN, INF, False),
        (INF, NAN, False),
        (NAN, 1.0, False),
        (INF, 1.0, False),
        (1.0, NAN, False),
        (1.0, INF, False),
        (3e38, INF, False),
        (-0.0, 0.0, True),
    ],
)
@pytest.mark.parametrize("tolerance", [DEFAULT, Tolerance(0.0, 0.0), Tolerance(1.0, 1e9)])
def test_not_a_number_and_infinity(
    got: float, expected: float, equal: bool, tolerance: Tolerance
) -> None:
    assert (found(got, expected, tolerance) == []) is equal
    assert (found(torch.tensor([got]), torch.tensor([expected]), tolerance) == []) is equal


def test_oddities_are_mentioned() -> None:
    (one,) = found(torch.tensor([NAN, 1.0]), torch.tensor([1.0, 1.0]))
    assert "NaN" in one.detail
    assert "infinity" in found(torch.tensor([INF, 1.0]), torch.tensor([1.0, 1.0]))[0].detail


@pytest.mark.parametrize("dtype", [torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64])
def test_whole_numbers_are_exact(dtype: torch.dtype) -> None:
    expected = torch.tensor([100, 0], dtype=dtype)
    assert found(expected + torch.tensor([1, 0], dtype=dtype), expected)


def test_large_whole_numbers_are_exact() -> None:
    assert found(torch.tensor([2**62 + 1]), torch.tensor([2**62]))
    assert found(2**62 + 1, 2**62)


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        (True, 1),
        (1, True),
        (0, False),
        (1, 1.0),
        (1.0, 1),
        (1.0, 1 + 0j),
        ([1], (1,)),
        ((1,), [1]),
        ((2, 3), torch.Size([2, 3])),
        ([2, 3], torch.Size([2, 3])),
        ([1.0], torch.tensor([1.0])),
        (1.0, torch.tensor(1.0)),
        (torch.tensor(1.0), 1.0),
        (np.ones(1), torch.ones(1)),
        (torch.ones(1), np.ones(1)),
        (np.array(1.0), 1.0),
        (None, 0),
        (0, None),
        (None, False),
        ("1", 1),
        (b"a", "a"),
        ({}, []),
        (torch.float32, "float32"),
        (torch.device("cpu"), "cpu"),
        (Opaque("Thing"), 1.0),
        (Opaque("Thing"), torch.ones(1)),
        (Opaque("Thing"), np.ones(2)),
        (1.0, None),
    ],
)
def test_types_must_be_the_same(got: Any, expected: Any) -> None:
    assert kinds(got, expected) == [("result", "type")]
    assert kinds([got], [expected]) == [("result[0]", "type")]


def test_size_may_stand_for_a_tuple() -> None:
    assert found(torch.Size([2, 3]), (2, 3)) == []
    assert kinds(torch.Size([2, 4]), (2, 3)) == [("result[1]", "value")]


@pytest.mark.parametrize(
    ("got", "expected", "kind"),
    [
        ([1], [1, 2], "length"),
        ((), (1,), "length"),
        ({"a": 1}, {"b": 1}, "keys"),
        ({"a": 1}, {}, "keys"),
        ({"a": 1}, {"a": 1, "b": 2}, "keys"),
        ({1: 1}, {"1": 1}, "keys"),
        ("a", "b", "value"),
        (b"a", b"b", "value"),
        (1, 2, "value"),
        (1.0, 1.1, "value"),
        (1j, 2j, "value"),
        (torch.float32, torch.float64, "value"),
        (torch.device("cpu"), torch.device("meta"), "value"),
        (np.ones(2), np.ones(3), "shape"),
        (np.ones(2), np.ones(2, "f4"), "dtype"),
        (np.ones(2), np.zeros(2), "value"),
        (np.array([1, 2]), np.array([1, 3]), "value"),
    ],
)
def test_kind_of_a_difference(got: Any, expected: Any, kind: str) -> None:
    assert [one.kind for one in found(got, expected)] == [kind]


@pytest.mark.parametrize("got", [True, False])
def test_the_other_truth_is_one_difference(got: bool) -> None:
    assert len(found(got, not got)) == 1
    assert found(got, got) == []


def test_order_of_a_dict_is_free() -> None:
    assert found({"b": 2, "a": 1}, {"a": 1, "b": 2}) == []


def test_python_floats_have_the_tolerance_of_float64() -> None:
    assert found(0.1 + 0.2, 0.3) == []
    assert found(1e12, 1e12 + 1) == []
    assert found(1.0, 1.00001)


def test_own_tolerance() -> None:
    expected = torch.tensor([1.0, 0.0])
    assert found(torch.tensor([1.4, 0.0]), expected, Tolerance(0.5)) == []
    assert found(torch.tensor([1.4, 0.4]), expected, Tolerance(0.0, 0.5)) == []
    assert found(torch.tensor([1.0001, 0.0]), expected, Tolerance(0.0, 0.0))


def test_complex_numbers_differ_in_either_part() -> None:
    expected = torch.tensor([1 + 1j])
    assert found(torch.tensor([1 + 2j]), expected)
    assert found(torch.tensor([2 + 1j]), expected)
    assert found(1 + 2j, 1 + 1j)


def test_meta_tensors_are_told_by_their_facts_alone() -> None:
    expected = torch.empty(2, device="meta")
    assert found(torch.empty(2, device="meta"), expected) == []
    assert kinds(torch.empty(2), expected) == [("result", "device")]


def test_long_values_are_cut() -> None:
    (one,) = found("x" * 10**6, "y" * 10**6)
    assert len(one.got) == len(one.expected) == 80
