"""Declaring checks and probes."""

from __future__ import annotations

from typing import Any

import pytest
import torch

from autograder.checks import check, probe
from autograder.checks.declare import is_check, spec_of


@check("f", weight=2, visible=True)
def check_one(student: Any) -> None:
    """The first
    line."""


def test_spec_says_what_was_declared() -> None:
    spec = spec_of(check_one)
    assert (spec.name, spec.task, spec.description) == ("check_one", "f", "The first line.")
    assert (spec.weight, spec.visible, spec.needs) == (2, True, ())


def test_check_is_hidden_and_weighs_one_by_default() -> None:
    @check("f", needs=[check_one])
    def check_two(student: Any) -> None:
        """Words."""

    spec = spec_of(check_two)
    assert (spec.weight, spec.visible, spec.needs) == (1, False, ("check_one",))


def test_check_needs_a_docstring() -> None:
    def check_mute() -> None: ...

    with pytest.raises(ValueError, match="docstring"):
        check("f")(check_mute)


def test_weight_is_not_negative() -> None:
    with pytest.raises(ValueError, match="negative"):
        check("f", weight=-1)(described)


def described() -> None:
    """A function with a docstring."""


def test_what_needs_a_gpu_is_not_for_students_to_try() -> None:
    with pytest.raises(ValueError, match="needs a GPU, so it cannot be visible"):

        @check("f", visible=True, gpu=True)
        def check_f(student: object) -> None:
            """Words."""


def test_needs_must_be_checks() -> None:
    with pytest.raises(ValueError, match="not a check"):
        check("f", needs=[test_needs_must_be_checks])(described)


def test_what_is_a_check() -> None:
    assert is_check(check_one)
    assert not any(map(is_check, (test_what_is_a_check, 5, None, torch)))


def test_probe_may_not_close_over_variables() -> None:
    expected = 5

    def secret(ns: Any) -> Any:
        return ns.f() == expected

    with pytest.raises(ValueError, match="expected"):
        probe(secret)


def test_probe_stays_the_function_it_is() -> None:
    def plain(ns: Any, x: Any) -> Any:
        return ns.f(x)

    assert probe(plain) is plain
