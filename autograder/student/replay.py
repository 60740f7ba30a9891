"""The course's answers from a bundle, in the place of the reference that gave them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from autograder.checks.compare import Tolerance, mismatches
from autograder.sandbox.session import Reply, Session
from autograder.student.bundle import Recorded
from autograder.wire.decoding import decode
from autograder.wire.encoding import encode
from autograder.wire.messages import Call, Probe, Returned
from autograder.wire.values import Value


class CannotTry(Exception):
    """A check cannot be tried here; the message says why. No fault of the student's."""


class Replay(Session):
    """Answers what was asked when the bundle was made.

    A question is known by its numbers within a tolerance: another processor, or another torch,
    may draw the last bit of them differently.
    """

    def __init__(self, recorded: Sequence[Recorded]) -> None:
        self._recorded = recorded

    def ask(self, request: Call | Probe) -> Reply:
        """The recorded answer. Raises ``CannotTry``."""
        call = isinstance(request, Call)
        kwargs = request.kwargs if isinstance(request, Call) else {}
        found = self._find("call" if call else "probe", request.name, request.args, kwargs)
        return Reply(request, found.answer, ours=True)

    def oracle(self, name: str) -> Callable[..., Any]:
        """Stands for an oracle of the checks: gives what that gave."""

        def answered(*args: Any, **kwargs: Any) -> Any:
            sent, named = [*map(encode, args)], {key: encode(v) for key, v in kwargs.items()}
            answer = self._find("oracle", name, sent, named).answer
            assert isinstance(answer, Returned)
            return decode(answer.value)

        return answered

    def _find(
        self, kind: str, name: str, args: Sequence[Value], kwargs: Mapping[str, Value]
    ) -> Recorded:
        for one in self._recorded:
            if (one.kind, one.name) == (kind, name) and _alike((args, kwargs), one):
                return one
        raise CannotTry("its question is not among those whose answers came with the notebook")


def _alike(asked: tuple[Sequence[Value], Mapping[str, Value]], one: Recorded) -> bool:
    args, kwargs = asked
    if len(args) != len(one.args) or set(kwargs) != set(one.kwargs):
        return False
    pairs = [*zip(args, one.args, strict=True), *((kwargs[k], one.kwargs[k]) for k in kwargs)]
    return all(_same(here, there) for here, there in pairs)


def _same(here: Value, there: Value) -> bool:
    return here == there or not any(
        mismatches(decode(here), decode(there), Tolerance(), gradient=True)
    )
