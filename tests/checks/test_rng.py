"""Fresh inputs, exactly repeatable."""

from __future__ import annotations

from typing import Any

import torch
from hypothesis import given
from hypothesis import strategies as st

from autograder.checks.rng import Rng
from autograder.seeds import check_seed, public_seed, submission_seed

# A grade given once can be given again: these change only with a new major version.
SUBMISSION = 1474324738259799742
CHECK = 2986038268568235399
PUBLIC = 7990807488547359660

seeds = st.integers(0, 2**63 - 1)
names = st.text(st.characters(exclude_characters="\0", codec="utf-8"), min_size=1, max_size=9)


def draws(seed: int) -> list[Any]:
    rng = Rng(seed)
    tensors = rng.normal(3), rng.uniform(3, low=-1, high=2), rng.integers(0, 10**6, (3,))
    return [*(tensor.tolist() for tensor in tensors), rng.integer(0, 10**6)]


@given(seeds)
def test_same_seed_same_numbers(seed: int) -> None:
    assert draws(seed) == draws(seed)


# PyTorch's generator on the CPU knows the low 32 bits of a seed only.
@given(st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1))
def test_other_seed_other_numbers(one: int, other: int) -> None:
    assert (draws(one) == draws(other)) is (one == other)


def test_draws_leave_the_global_generator_alone() -> None:
    torch.manual_seed(5)
    before = torch.get_rng_state()
    draws(1)
    assert torch.equal(torch.get_rng_state(), before)


@given(seeds, st.integers(-99, 99), st.integers(1, 99))
def test_draws_stay_in_their_bounds(seed: int, low: int, width: int) -> None:
    rng = Rng(seed)
    whole = rng.integers(low, low + width, (50,))
    spread = rng.uniform(50, low=low, high=low + width, dtype=torch.float64)
    for tensor in (whole, spread):
        assert low <= float(tensor.min())
        assert float(tensor.max()) < low + width
    assert rng.integer(low, low + 1) == low


def test_draws_have_the_shape_and_dtype_asked_for() -> None:
    rng = Rng(1)
    assert rng.normal(2, 3, dtype=torch.float64).dtype == torch.float64
    assert rng.uniform(2, 0).shape == (2, 0)
    assert rng.integers(0, 2, (2, 2)).dtype == torch.int64
    assert type(rng.integer(0, 2)) is int


@given(st.lists(st.tuples(names, names, names), min_size=2, max_size=2, unique=True))
def test_other_secret_student_or_assignment_other_seed(parts: list[tuple[str, str, str]]) -> None:
    one, other = (submission_seed(*part) for part in parts)
    assert one != other


@given(names, names, names, seeds)
def test_seeds_are_repeatable_and_fit_a_generator(a: str, b: str, c: str, seed: int) -> None:
    made = [submission_seed(a, b, c), check_seed(seed, a), public_seed(a, b)]
    assert made == [submission_seed(a, b, c), check_seed(seed, a), public_seed(a, b)]
    assert all(0 <= one < 2**63 for one in made)


@given(seeds, st.lists(names, min_size=2, max_size=2, unique=True))
def test_other_check_other_seed(seed: int, checks: list[str]) -> None:
    assert len({check_seed(seed, name) for name in checks}) == 2
    assert len({public_seed("slug", name) for name in checks}) == 2


def test_seeds_stay_what_they_are() -> None:
    assert submission_seed("secret", "alice", "04") == SUBMISSION
    assert check_seed(1, "check_a") == CHECK
    assert public_seed("04", "check_a") == PUBLIC
