"""Which failures are alike."""

import pytest

from gradebook.failures import pattern


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "`grad_w1[0, 3]` is -7.5e-05, which is not the right value (42 of 42 entries differ). "
            "Called: `gradients` with <float64 [9, 6]>.",
            "`grad_w1[2, 0]` is nan, which is not the right value (1 of 40 entries differ). "
            "Called: `gradients` with <float64 [4, 6]>.",
        ),
        (
            "Your code raised NameError: name 'y' is not defined (code cell 3, line 5: `y(1)`).",
            "Your code raised NameError: name 'y' is not defined (code cell 13, line 1: `a = y`).",
        ),
        ("`h` has 10 items.", "`h` has 8 items."),
    ],
)
def test_numbers_places_and_calls_do_not_tell_failures_apart(one: str, other: str) -> None:
    assert pattern(one) == pattern(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("`w1` is 3.", "`w2` is 3."),
        ("it has dtype float64", "it has dtype float32"),
        ("Your code raised NameError: x", "Your code raised TypeError: x"),
    ],
)
def test_names_do(one: str, other: str) -> None:
    assert pattern(one) != pattern(other)


def test_pattern_is_short() -> None:
    assert len(pattern("x" * 2000)) == 240
