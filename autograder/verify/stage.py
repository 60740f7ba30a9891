"""The solved notebook, run once in the sandbox; variants are tried on copies of its state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

from msgspec.structs import replace

from autograder.checks.declare import probe
from autograder.grading.notebook import CodeCell
from autograder.grading.run_notebook import run_notebook
from autograder.outcome import Outcome, StudentProblem
from autograder.sandbox.box import Box, CheckConnection
from autograder.sandbox.session import raised_text
from autograder.sandbox.student import StudentSession
from autograder.sandbox.zygote import Zygote
from autograder.wire.limits import Limits
from autograder.wire.messages import Raised

_ALL_CHECKS_SECONDS = 600


class StageBroken(Exception):
    """Code of the course does not run, so nothing can be said about its checks."""


@probe
def _define(ns: Any, code: str) -> None:
    exec(code, ns._names)


class Stage:
    """Keeps the box of an assignment's solved notebook. Close it at the end."""

    def __init__(self, zygote: Zygote, cells: Sequence[CodeCell], limits: Limits) -> None:
        """Run the cells. Raises ``StageBroken``, ``NotebookDied`` or ``SandboxError``."""
        # One copy answers all checks of a variant, so its process may use what they all may.
        whole = {"check_seconds": _ALL_CHECKS_SECONDS, "notebook_seconds": _ALL_CHECKS_SECONDS}
        self._box = Box(zygote, replace(limits, **whole))
        for run in run_notebook(self._box, cells, limits):
            if run.error is not None:
                self.close()
                text = raised_text(run.error)
                raise StageBroken(f"code cell {run.cell} of the solved notebook fails: {text}")

    def close(self) -> None:
        """Kill the box."""
        self._box.close()

    @contextmanager
    def variant(self, code: str, check_seconds: float) -> Iterator[Copy]:
        """A copy of the state in which ``code`` has run."""
        copy = Copy(self._box, code, check_seconds)
        try:
            yield copy
        finally:
            copy.close()


class Copy:
    """Answers checks one after the other; a process that did not survive one is made anew.

    ``lost`` says that none can be made, because the notebook's own process is gone.
    """

    lost = False

    def __init__(self, box: Box, code: str, check_seconds: float) -> None:
        self._box = box
        self._code = code
        self._seconds = check_seconds
        self._open = ExitStack()
        self._connection: CheckConnection | None = None

    def close(self) -> None:
        """End the process."""
        self._open.close()
        self._connection = None

    @contextmanager
    def student(self, *_: object) -> Iterator[StudentSession]:
        """A session for one check; all checks share one process."""
        connection = self._connection or self._begin()
        self._connection = connection
        connection.allow(self._seconds)
        session = StudentSession(connection)
        try:
            yield session
        finally:
            if session.unanswered:
                self.close()

    def _begin(self) -> CheckConnection:
        try:
            connection = self._open.enter_context(self._box.check())
        except StudentProblem as problem:
            self.lost = True
            raise StageBroken(f"the solved notebook's process is gone: {problem.message}") from None
        reply = StudentSession(connection).run(_define, self._code)
        if isinstance(reply.answer, Raised):
            self.close()
            raise StudentProblem(Outcome.ERRORED, raised_text(reply.answer))
        return connection
