"""What a fault of ours costs while questions are answered: another try."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.sandbox.zygote import SandboxError
from autograder.split.answering import Answerer
from autograder.split.doubt import Try

GOOD = Try(None, [[]], [], (1.0, 1), short=False)


def outcome(monkeypatch: pytest.MonkeyPatch, *tries: object) -> tuple[object, str, int]:
    """What is written after these tries, and how many were made."""
    left = list(tries)

    def run(*_: object) -> object:
        one = left.pop(0)
        if isinstance(one, Exception):
            raise one
        return one

    monkeypatch.setattr(Answerer, "_run", run)
    monkeypatch.setattr(Answerer, "_written", lambda _, __, told, doubt: (told, doubt))
    told, doubt = Answerer(Path(), ())._answers(None, b"")  # type: ignore[arg-type, misc]
    return told, doubt, len(tries) - len(left)


def test_a_zygote_that_was_killed_is_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    assert outcome(monkeypatch, SandboxError("it ended"), GOOD) == (GOOD, "", 2)


def test_what_never_works_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    _, doubt, tries = outcome(monkeypatch, *[SandboxError("it ended")] * 4)
    assert (doubt, tries) == ("it ended", 3)


def test_where_memory_was_short_only_what_comes_each_time_is_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    short = Try(None, [[]], [], (1.0, 1), short=True)
    other = Try(None, [[], []], [], (1.0, 1), short=True)
    assert outcome(monkeypatch, short, GOOD) == (GOOD, "", 2)
    assert outcome(monkeypatch, short, short, short) == (short, "", 3)
    assert outcome(monkeypatch, other, short, short)[1].startswith("the machine ran out of memory")
