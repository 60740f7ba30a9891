"""What a check talks to: a namespace of functions somewhere, asked one question at a time."""

from __future__ import annotations

import ast
import inspect
import textwrap
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from autograder.outcome import Outcome, StudentProblem
from autograder.sandbox.advice import advice
from autograder.wire.decoding import decode
from autograder.wire.encoding import encode
from autograder.wire.messages import Answer, Call, Missing, Place, Probe, Raised, Returned
from autograder.wire.values import Value, WireError

ProbeFunction = Callable[..., Any]


class ReferenceBroken(Exception):
    """Code of ours has no answer where one is needed: our fault, never the student's."""


@dataclass(frozen=True)
class Reply:
    """A question and its answer, both as plain data; ``ours`` where trusted code answered."""

    request: Call | Probe
    answer: Answer
    ours: bool = False

    @cached_property
    def value(self) -> Any:
        """What came back, decoded once; not to be changed.

        Raises:
            StudentProblem: the function is missing or raised.
            WireError: the bytes are not what they claim to be.
            ReferenceBroken: any of these, where the functions are ours.
        """
        try:
            return self._value()
        except (StudentProblem, WireError) as error:
            if self.ours:
                raise ReferenceBroken(f"the reference has no answer: {error}") from error
            raise

    def _value(self) -> Any:
        if isinstance(self.answer, Missing):
            raise StudentProblem(Outcome.MISSING, missing_text(self.answer))
        if isinstance(self.answer, Raised):
            raise StudentProblem(raised_outcome(self.answer), raised_text(self.answer))
        return decode(self.answer.value)

    @cached_property
    def inputs(self) -> list[Any]:
        """The arguments as they are after the call; as sent where there is no value."""
        if isinstance(self.answer, Returned):
            return [decode(item) for item in self.answer.inputs]
        return self.sent

    @cached_property
    def sent(self) -> list[Any]:
        """The arguments as they were sent: by position, then by name."""
        return [decode(item) for item in arguments(self.request)]


class Session(ABC):
    """A namespace of functions that can be asked. The student's is fenced, the reference's is not.

    Nothing here assumes how the other side keeps its state (a fork, a fresh process).
    """

    @abstractmethod
    def ask(self, request: Call | Probe) -> Reply:
        """Put a question that is already in the wire's words.

        Raises:
            StudentProblem: no answer came back at all.
        """

    def call(self, name: str, *args: Any, **kwargs: Any) -> Reply:
        """Call a function by name with copies of these arguments."""
        positional = [encode(arg) for arg in args]
        return self.ask(Call(name, positional, {k: encode(v) for k, v in kwargs.items()}))

    def run(self, probe: ProbeFunction, *args: Any, lend: Sequence[ProbeFunction] = ()) -> Reply:
        """Run a probe next to the functions, with copies of these arguments.

        The probe travels as its source text, and so do functions to ``lend``: while it runs, they
        stand in for those of the same names. They must stand alone, as a probe must.
        """
        source = "\n\n".join(map(source_of, (probe, *lend)))
        names = [function.__name__ for function in lend]
        return self.ask(Probe(probe.__name__, source, [encode(arg) for arg in args], names))


class AskedSession(Session):
    """A session with the student's functions.

    Attributes:
        replies: the transcript, in order.
        unanswered: what became of the first question to which no answer came. What comes of later
            ones is of no weight: the process may be gone because of the first.
    """

    def __init__(self) -> None:
        self.replies: list[Reply] = []
        self.unanswered: StudentProblem | None = None

    def ask(self, request: Call | Probe) -> Reply:
        """Ask, and write the answer down."""
        try:
            reply = Reply(request, self._answer(request))
        except StudentProblem as problem:
            self.unanswered = self.unanswered or problem
            raise
        self.replies.append(reply)
        return reply

    @abstractmethod
    def _answer(self, request: Call | Probe) -> Answer:
        """Where the functions are. Raises ``StudentProblem`` if no answer came back at all."""


@cache
def source_of(probe: ProbeFunction) -> str:
    """A probe's source text, as it travels."""
    return textwrap.dedent(inspect.getsource(probe))


def arguments(request: Call | Probe) -> list[Value]:
    """All that was sent along: by position, then by name."""
    return [*request.args, *(request.kwargs.values() if isinstance(request, Call) else ())]


def argument_names(request: Call | Probe) -> list[str]:
    """What to call each of them to a student: by its name, where the request gives it one."""
    numbered = [f"argument {number + 1}" for number in range(len(request.args))]
    if isinstance(request, Call):
        return [*numbered, *request.kwargs]
    functions = {
        node.name: node
        for node in ast.parse(request.source).body
        if isinstance(node, ast.FunctionDef)
    }
    named = [parameter.arg for parameter in functions[request.name].args.args[1:]]
    return [*named, *numbered[len(named) :]]


def missing_text(answer: Missing) -> str:
    """What the student reads where a function is not there."""
    return f"Your notebook does not define `{answer.name}`, or defines it in a cell that failed."


def raised_text(answer: Raised) -> str:
    """What the student reads where their code raised: what, where, and what to try."""
    if is_stub(answer):
        return "This function is not written yet: it still raises NotImplementedError."
    where = ""
    if answer.place is not None:
        where = f" (code cell {answer.place.cell}, line {answer.place.line}: `{answer.place.code}`)"
    if raised_outcome(answer) is Outcome.OUT_OF_MEMORY:
        return f"Your code ran out of the memory it may use{where}."
    what = f"{answer.name}: {answer.message}" if answer.message else answer.name
    said = f"Your code raised {what.rstrip('.')}{where}."
    return " ".join(filter(None, (said, advice(answer.name, answer.message))))


def traceback_text(answer: Raised) -> str:
    """The traceback as far as it lies in the student's notebook, the line that raised last."""
    lines = [_place_text(place) for place in answer.trace]
    return "\n".join([*lines, f"{answer.name}: {answer.message}".removesuffix(": ")])


def _place_text(place: Place) -> str:
    function = f", in {place.function}" if place.function else ""
    return f"Code cell {place.cell}, line {place.line}{function}:\n    {place.code}"


def is_stub(answer: Raised) -> bool:
    """Whether a starter's line is still there; torch raises this too, but not without words."""
    words = answer.message.strip()
    return answer.name == "NotImplementedError" and words in ("", "write this function")


def raised_outcome(answer: Raised) -> Outcome:
    """Told apart from other exceptions: an unwritten function, a lack of memory, a killed helper.

    Whether that was the machine's doing shows when the attempt is made again, as where the
    notebook's own process ends. A probe that has started processes raises ``ChildProcessError``.
    """
    if is_stub(answer):
        return Outcome.MISSING
    if answer.name == "ChildProcessError":
        return Outcome.CRASHED
    memory = answer.name in ("MemoryError", "OutOfMemoryError") or (
        answer.name == "RuntimeError" and "DefaultCPUAllocator" in answer.message
    )
    return Outcome.OUT_OF_MEMORY if memory else Outcome.ERRORED
