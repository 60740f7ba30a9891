"""A notebook in a fresh Python of its own, on its author's machine: no fences, on any system.

Speaks with ``autograder.worker.alone``, which is started by name. Nothing of the notebook's runs
in this process.
"""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import ExitStack, suppress
from typing import Any

import psutil

from autograder.outcome import ENDED, TOO_LONG, Outcome, StudentProblem
from autograder.student.bundle import StudentError
from autograder.wire.channel import ChannelClosed
from autograder.wire.limits import Limits
from autograder.wire.messages import (
    Answer,
    BeginCheck,
    Call,
    CellDone,
    Missing,
    Probe,
    Raised,
    Ready,
    Reply,
    Request,
    Returned,
    RunCell,
    pack,
    unpack_reply,
)
from autograder.wire.pipe import Pipe
from autograder.wire.values import WireError

_LOOK_SECONDS = 0.1
_START_SECONDS = 120.0
_GRACE_SECONDS = 3.0
_WALL_SECONDS = 5.0
_GONE = "Not tried: the notebook's process is gone, since a check before this one ended it."
_JUPYTER = "JPY_"


class Alone:
    """One notebook's process. Close it, or use it in ``with``.

    Methods raise ``StudentProblem`` where the notebook's code takes too long or ends the process.

    Attributes:
        cpu_spent: CPU seconds seen to be used so far.
    """

    def __init__(self, limits: Limits) -> None:
        """Start it. Of ``limits`` those of time and of printed text hold, and no others.

        Raises:
            StudentError: no notebook can be run here.
        """
        self._limits = limits
        self._stack = ExitStack()
        home = self._stack.enter_context(
            tempfile.TemporaryDirectory(prefix="autograder-", ignore_cleanup_errors=True)
        )
        self._process = subprocess.Popen(
            [sys.executable, "-m", "autograder.worker.alone", str(limits.output_kib)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=home,
            env=_environment(home),
            **_group_of_its_own(),
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._pipe = Pipe(self._process.stdout, self._process.stdin)  # type: ignore[arg-type]
        self._books = psutil.Process(self._process.pid)
        self._frames: queue.Queue[bytes | Exception] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()
        self.cpu_spent = 0.0
        self._await_start()

    def _await_start(self) -> None:
        try:
            self._expect(Ready, _START_SECONDS)
        except StudentProblem:
            self.close()
            raise StudentError(
                f"{sys.executable} cannot run a notebook: is all of requirements.txt installed?"
            ) from None

    def __enter__(self) -> Alone:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Kill what is left."""
        _kill(self._process)
        for end in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                end.close()  # type: ignore[union-attr]
        self._stack.close()

    def run_cell(
        self, number: int, source: str, cpu_seconds: float, provided: bool = False
    ) -> CellDone:
        """Run a cell; one that takes too long is interrupted, and if deaf to that, ends it all."""
        self._send(RunCell(number, source, provided))
        try:
            done = self._expect(CellDone, cpu_seconds)
        except _TooLong as problem:
            done = self._interrupted(problem, CellDone)
            return CellDone(error=Raised(name="TimedOut", message=problem.message), output="")
        assert isinstance(done, CellDone)
        return done

    def begin_check(self) -> None:
        """Give the next questions the names as the notebook left them."""
        try:
            self._send(BeginCheck(False))
            self._expect(Ready, _GRACE_SECONDS)
        except StudentProblem as problem:
            text = _GONE if problem.outcome is Outcome.CRASHED else problem.message
            raise StudentProblem(problem.outcome, text) from None

    def ask(self, request: Call | Probe) -> Answer:
        """Put one question."""
        self._send(request)
        try:
            reply = self._expect((Returned, Raised, Missing), self._limits.check_seconds)
        except _TooLong as problem:
            self._interrupted(problem, (Returned, Raised, Missing))
            raise problem from None
        assert isinstance(reply, Returned | Raised | Missing)
        return reply

    def _interrupted(self, problem: _TooLong, kind: Any) -> Reply:
        _interrupt(self._process)
        try:
            return self._expect(kind, _GRACE_SECONDS)
        except StudentProblem:
            _kill(self._process)
            raise StudentProblem(problem.outcome, problem.message) from None

    def _send(self, request: Request) -> None:
        try:
            self._pipe.send(pack(request))
        except ChannelClosed:
            raise StudentProblem(Outcome.CRASHED, ENDED) from None

    def _listen(self) -> None:
        """In a thread, since Windows cannot wait for a pipe and a time at once."""
        try:
            while True:
                self._frames.put(self._pipe.receive())
        except (ChannelClosed, WireError) as end:
            self._frames.put(end)

    def _expect(self, kind: Any, cpu_seconds: float) -> Reply:
        """The next message, if it comes in time. Raises ``StudentProblem``."""
        started, used = time.monotonic(), self._cpu_seconds()
        while True:
            try:
                frame = self._frames.get(timeout=_LOOK_SECONDS)
                break
            except queue.Empty:
                spent = self._cpu_seconds() - used
                slow = time.monotonic() - started > cpu_seconds * self._limits.slack + _WALL_SECONDS
                if spent > cpu_seconds or slow:
                    raise _TooLong(cpu_seconds) from None
        if isinstance(frame, Exception):
            self._frames.put(frame)  # who asks again hears the same
        self.cpu_spent += max(0.0, self._cpu_seconds() - used)
        return _reply(frame, kind)

    def _cpu_seconds(self) -> float:
        try:
            times = self._books.cpu_times()
        except psutil.Error:
            return 0.0
        return float(times.user + times.system)


class _TooLong(StudentProblem):
    """It may still hear an interrupt."""

    def __init__(self, seconds: float) -> None:
        super().__init__(Outcome.TIMED_OUT, TOO_LONG.format(seconds))


def _reply(frame: bytes | Exception, kind: Any) -> Reply:
    if isinstance(frame, ChannelClosed):
        raise StudentProblem(Outcome.CRASHED, ENDED)
    try:
        if isinstance(frame, Exception):
            raise frame
        reply = unpack_reply(frame)
    except WireError as error:
        raise StudentProblem(Outcome.REFUSED, f"The answer cannot be read: {error}.") from None
    if not isinstance(reply, kind):
        raise StudentProblem(Outcome.REFUSED, "The notebook's process gave a false answer.")
    return reply  # type: ignore[no-any-return]


def _environment(home: str) -> dict[str, str]:
    """The student's own, but with the grader's habits, and nothing of a notebook that is open."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(_JUPYTER)}
    return own | {
        "IPYTHONDIR": home,
        "MPLBACKEND": "module://autograder.worker.no_screen",
        "PYTHONHASHSEED": "0",
        "PIP_NO_INDEX": "1",  # what a notebook would install is installed by its reader
    }


def _group_of_its_own() -> dict[str, Any]:
    """Ctrl-C in the terminal is for us; we pass on what is meant for the notebook."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}


def _interrupt(process: subprocess.Popen[bytes]) -> None:
    with suppress(OSError):
        if sys.platform == "win32":
            process.kill()  # there is no Ctrl-C for a process without a console
        else:
            process.send_signal(signal.SIGINT)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """It and what it started, also what it has left behind where there are process groups."""
    with suppress(psutil.Error):
        for one in psutil.Process(process.pid).children(recursive=True):
            with suppress(psutil.Error):
                one.kill()
    with suppress(OSError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
