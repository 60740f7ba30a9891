"""Made-up students: they answer rightly or wrongly, question by question, as a script says.

A check decides by the answers what to ask next. So all that it may ask is found by trying it with
students of every kind.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch

from autograder.outcome import Outcome, StudentProblem
from autograder.sandbox.session import Session, arguments
from autograder.wire.decoding import decode
from autograder.wire.encoding import encode
from autograder.wire.messages import Answer, Call, Missing, Probe, Raised, Returned

RIGHT = "right"
_GONE = StudentProblem(Outcome.CRASHED, "a student of this kind ends the process")
_REQUEST = Call | Probe


def _raises(_: _REQUEST, right: Answer) -> Answer:
    return Raised(name="ValueError", message="made up")


def _missing(request: _REQUEST, right: Answer) -> Answer:
    return Missing(request.name[:200])


def _returns_nothing(request: _REQUEST, right: Answer) -> Answer:
    return Returned(None, list(arguments(request)))


def _misses_narrowly(request: _REQUEST, right: Answer) -> Answer:
    """A value of the right form whose numbers are all wrong."""
    if not isinstance(right, Returned):
        return Returned(1, list(arguments(request)))
    return Returned(encode(_other(decode(right.value))), right.inputs)


def _is_gone(_: _REQUEST, right: Answer) -> Answer:
    raise _GONE


WRONG: Mapping[str, Callable[[_REQUEST, Answer], Answer]] = {
    "raises": _raises,
    "missing": _missing,
    "nothing": _returns_nothing,
    "narrowly": _misses_narrowly,
    "gone": _is_gone,
}
"""Ways to be wrong, whatever is asked."""
TELLING = ("raises", "nothing", "narrowly")
"""Of these the ones that tell whether a check goes on after a wrong answer."""


@dataclass(frozen=True)
class Script:
    """How each question is answered, in order, and all ``further`` ones.

    Words are ``RIGHT``, a key of ``WRONG``, or the name of a misconception.
    """

    begin: tuple[str, ...] = ()
    further: str = RIGHT

    def word(self, number: int) -> str:
        """How to answer the question of this number, from 0."""
        return self.begin[number] if number < len(self.begin) else self.further


@dataclass
class Actor:
    """Plays a script, as the other end of a session, and keeps what was asked."""

    script: Script
    reference: Session
    known: Mapping[str, Session]
    asked: list[_REQUEST] = field(default_factory=list)

    def ask(self, request: _REQUEST) -> Answer:
        """Answer as the script says. Raises ``StudentProblem`` where it says so."""
        word = self.script.word(len(self.asked))
        self.asked.append(request)
        if word in self.known:
            return self.known[word].ask(request).answer
        right = self.reference.ask(request).answer
        return right if word == RIGHT else WRONG[word](request, right)


def _other(thing: Any) -> Any:
    """Of the same form, with other numbers throughout."""
    if isinstance(thing, dict):
        return {key: _other(value) for key, value in thing.items()}
    if isinstance(thing, torch.Size):
        return thing
    if isinstance(thing, list | tuple):
        return type(thing)(_other(item) for item in thing)
    if isinstance(thing, torch.Tensor | np.ndarray):
        return _other_numbers(thing)
    if isinstance(thing, bool):
        return not thing
    if isinstance(thing, str):
        return thing + "?"
    return thing + 1 if isinstance(thing, int | float | complex) else thing


def _other_numbers(tensor: Any) -> Any:
    if isinstance(tensor, np.ndarray):
        return ~tensor if tensor.dtype == bool else tensor + tensor.dtype.type(1)
    other = ~tensor.detach() if tensor.dtype == torch.bool else tensor.detach() + 1
    return other.requires_grad_(tensor.requires_grad)
