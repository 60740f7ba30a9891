"""A session with one check's copy of a student's notebook."""

from __future__ import annotations

from typing import Protocol

from autograder.sandbox.session import AskedSession
from autograder.wire.messages import Answer, Call, Probe


class Connection(Protocol):
    """Leads to a copy of a notebook's state, in a box or written down."""

    def ask(self, request: Call | Probe) -> Answer:
        """Put one question. Raises ``StudentProblem``."""
        ...


class StudentSession(AskedSession):
    """Asks the sandbox."""

    def __init__(self, connection: Connection) -> None:
        super().__init__()
        self._connection = connection

    def _answer(self, request: Call | Probe) -> Answer:
        return self._connection.ask(request)
