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
