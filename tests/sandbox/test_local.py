"""The session in the grader's own process: its functions leave nothing behind."""

from __future__ import annotations

import sys
import warnings

import pytest
import torch

from autograder.sandbox.local import LocalSession


def test_functions_leave_recording_as_it_was() -> None:
    LocalSession({"f": lambda: torch.set_grad_enabled(False)}).call("f")
    assert torch.is_grad_enabled()


def test_functions_are_not_heard(capfd: pytest.CaptureFixture[str]) -> None:
    def loud() -> None:
        sys.stdout.write("loud")
        warnings.warn("louder", stacklevel=1)

    LocalSession({"f": loud}).call("f")
    assert capfd.readouterr() == ("", "")


def test_same_question_is_answered_once() -> None:
    asked: list[int] = []
    session = LocalSession({"f": asked.append})
    assert session.call("f", 1).answer == session.call("f", 1).answer
    session.call("f", 2)
    assert asked == [1, 2]


def test_what_is_remembered_has_an_end_in_bytes() -> None:
    """A class asks thousands of questions of its own; dozens of sessions answer each."""
    asked: list[int] = []

    def f(number: int) -> torch.Tensor:
        asked.append(number)
        return torch.full((1000,), number, dtype=torch.float64)

    session = LocalSession({"f": f}, most_bytes=20_000)  # two answers of 8000 bytes and some words
    for number in (1, 2, 1, 3, 1, 2):
        assert session.call("f", number).value[0] == number
    assert asked == [1, 2, 3, 2]
    assert len(session._answers) == 2
    tight = LocalSession({"f": f}, most_bytes=1000)
    assert tight.call("f", 9).value[0] == 9
    assert not tight._answers


def test_that_memory_was_short_once_is_not_remembered() -> None:
    tries = iter((MemoryError(), ValueError("no"), ValueError("again")))

    def f() -> None:
        raise next(tries)

    session = LocalSession({"f": f})
    names = [session.call("f").answer.name for _ in range(3)]  # type: ignore[union-attr]
    assert names == ["MemoryError", "ValueError", "ValueError"]
    assert next(tries).args == ("again",)
