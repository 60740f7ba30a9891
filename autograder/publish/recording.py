"""Write down what the visible checks ask the course, and what it answers."""

from __future__ import annotations

from typing import Any

from autograder.sandbox.session import Reply, Session
from autograder.student.bundle import Recorded
from autograder.wire.encoding import encode
from autograder.wire.messages import Call, Probe, Returned


class Recording(Session):
    """The reference, with somebody who takes notes. ``notes`` are in order, each once."""

    def __init__(self, reference: Session) -> None:
        self._reference = reference
        self.notes: list[Recorded] = []

    def ask(self, request: Call | Probe) -> Reply:
        """Ask the reference, and note its answer."""
        reply = self._reference.ask(request)
        if isinstance(request, Call):
            self._note(Recorded("call", request.name, request.args, request.kwargs, reply.answer))
        else:
            self._note(Recorded("probe", request.name, request.args, {}, reply.answer))
        return reply

    def hear(
        self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any], result: object
    ) -> None:
        """Note what an oracle was asked and gave."""
        sent = {key: encode(value) for key, value in kwargs.items()}
        answer = Returned(encode(result), [])
        self._note(Recorded("oracle", name, [*map(encode, args)], sent, answer))

    def _note(self, one: Recorded) -> None:
        if one not in self.notes:
            self.notes.append(one)
