"""A session with one check's copy of a student's notebook."""

from __future__ import annotations

from autograder.sandbox.box import CheckConnection
from autograder.sandbox.session import Reply, Session
from autograder.wire.messages import Call, Probe


class StudentSession(Session):
    """Asks the sandbox, and keeps the transcript: ``replies``, in order."""

    def __init__(self, connection: CheckConnection) -> None:
        self._connection = connection
        self.replies: list[Reply] = []

    def ask(self, request: Call | Probe) -> Reply:
        """Ask the fenced process and write the answer down."""
        reply = Reply(request, self._connection.ask(request))
        self.replies.append(reply)
        return reply
