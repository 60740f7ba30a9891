"""A session with one check's copy of a student's notebook."""

from __future__ import annotations

from autograder.sandbox.box import CheckConnection
from autograder.sandbox.session import AskedSession
from autograder.wire.messages import Answer, Call, Probe


class StudentSession(AskedSession):
    """Asks the sandbox."""

    def __init__(self, connection: CheckConnection) -> None:
        super().__init__()
        self._connection = connection

    def _answer(self, request: Call | Probe) -> Answer:
        return self._connection.ask(request)
