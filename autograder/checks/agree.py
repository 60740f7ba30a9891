"""Judge a reply: the reply contract, the comparison, and what became of the inputs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from autograder.checks.compare import Mismatch, Tolerance, mismatches
from autograder.outcome import Outcome, StudentProblem
from autograder.sandbox.session import ReferenceBroken, Reply, argument_names, raised_outcome
from autograder.wire.answer import NotAFunction
from autograder.wire.messages import Raised
from autograder.wire.values import Opaque

_EXACT = Tolerance(0.0, 0.0)


class CheckFailed(AssertionError):
    """The student's answer is wrong. Holds records; the words are found when it is reported."""

    def __init__(self, found: Sequence[Mismatch], reply: Reply | None, sentence: str = "") -> None:
        super().__init__(sentence or f"{len(found)} mismatches")
        self.found = tuple(found)
        self.reply = reply
        self.sentence = sentence


def agree(
    reply: Reply,
    expected: Any,
    *,
    requires_grad: bool = False,
    rtol: float | None = None,
    atol: float | None = None,
    raises: bool = False,
) -> None:
    """Demand that the student's reply equals ``expected``, and that inputs fared the same.

    Args:
        reply: the student's.
        expected: the reference's reply to the same question, or a plain value computed
            in the check. If the reference changed an input, so must the student.
        requires_grad: whether results must agree in ``requires_grad`` too.
        rtol: relative tolerance; by default that of the expected dtype.
        atol: absolute tolerance; by default a small share of the largest expected entry.
        raises: the call must raise; the reference does, and its exception need not be the same.

    Raises:
        CheckFailed: they differ; holds every difference, in order.
        StudentProblem: the student's code gave no value.
        ReferenceBroken: the reference has no such answer.
    """
    if raises:
        found = list(_without_error(reply, expected))
    else:
        found = list(_differences(reply, expected, Tolerance(rtol, atol), requires_grad))
    if found:
        raise CheckFailed(found, reply)


def require(condition: bool, sentence: str, reply: Reply | None = None) -> None:
    """Demand a property. ``sentence`` is what the student reads; it must not tell an answer.

    Raises:
        CheckFailed: the condition does not hold.
    """
    if not condition:
        raise CheckFailed((), reply, sentence)


def either(*demands: Callable[[], None]) -> None:
    """Demand that one of these holds; they are tried in this order.

    Raises:
        CheckFailed, StudentProblem: none holds; what the first one raised.
    """
    problems = []
    for demand in demands:
        try:
            return demand()
        except (CheckFailed, StudentProblem) as problem:
            problems.append(problem)
    raise problems[0]


def _differences(
    reply: Reply, expected: Any, tolerance: Tolerance, gradient: bool
) -> Iterator[Mismatch]:
    ours = isinstance(expected, Reply)
    goal = expected.value if ours else expected
    if _holds_opaque(goal):
        raise ReferenceBroken("the expected side holds something that is no plain data")
    yield from mismatches(reply.value, goal, tolerance, gradient=gradient)
    yield from _inputs(reply, expected.inputs if ours else reply.sent)


def _holds_opaque(thing: Any) -> bool:
    """Whether something in it did not cross: any object of its type would agree with that."""
    if isinstance(thing, dict):
        return any(map(_holds_opaque, thing.values()))
    if isinstance(thing, list | tuple):
        return any(map(_holds_opaque, thing))
    return isinstance(thing, Opaque)


def _without_error(reply: Reply, expected: Any) -> Iterator[Mismatch]:
    if not (isinstance(expected, Reply) and isinstance(expected.answer, Raised)):
        raise ReferenceBroken("the reference does not raise, although the check says so")
    if not _raised(reply):
        yield Mismatch("result", "no_error", type(reply.value).__name__, expected.answer.name)


def _raised(reply: Reply) -> bool:
    """Whether the student's function raised of its own will, not because there is none."""
    if not isinstance(reply.answer, Raised) or reply.answer.name == NotAFunction.__name__:
        return False
    return raised_outcome(reply.answer) is Outcome.ERRORED


def _inputs(reply: Reply, wanted: Sequence[Any]) -> Iterator[Mismatch]:
    """Inputs must be as the reference left them: untouched, or changed in the same way."""
    sent, after = reply.sent, reply.inputs
    for index, (was, now, goal) in enumerate(zip(sent, after, wanted, strict=True)):
        untouched = not any(mismatches(goal, was, _EXACT))
        tolerance = _EXACT if untouched else Tolerance()
        if any(mismatches(now, goal, tolerance)):
            place = argument_names(reply.request)[index]
            yield Mismatch(place, _input_kind(untouched, now, was), "", "")


def _input_kind(untouched: bool, now: Any, was: Any) -> str:
    if untouched:
        return "input"
    return "input_otherwise" if any(mismatches(now, was, _EXACT)) else "input_unchanged"
