"""A session with one check's copy of a student's notebook."""

from __future__ import annotations

from typing import Protocol

from autograder.sandbox.session import Reply, Session
from autograder.wire.messages import Answer, Call, Probe


class Connection(Protocol):
    """Leads to a copy of a notebook's state, in a box or written down."""

    def ask(self, request: Call | Probe) -> Answer:
        """Put one question. Raises ``StudentProblem``."""
        ...


class StudentSession(Session):
    """Asks the sandbox, and keeps the transcript: ``replies``, in order."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.replies: list[Reply] = []

    def ask(self, request: Call | Probe) -> Reply:
        """Ask the fenced process and write the answer down."""
        reply = Reply(request, self._connection.ask(request))
        self.replies.append(reply)
        return reply
