"""The grader's end of a zygote: a warm interpreter from which boxes are forked."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress

from autograder.sandbox.visible import visible_paths
from autograder.wire import control
from autograder.wire.control import PRELOADS, REMOVE, Close, Closed, Failed, Open, Opened, Started
from autograder.wire.limits import Limits
from autograder.wire.messages import VERSION

_ANSWER_SECONDS = 120.0
"""For a warm one to make a box or to end it; one that somebody has stopped answers never."""


class SandboxError(Exception):
    """The sandbox itself failed: a fault of ours or of this host, never the student's."""


class Zygote:
    """Starts the worker and asks it for boxes, one at a time. Use as a context manager."""

    def __init__(
        self, layers: Sequence[str] | None = None, preloads: Sequence[str] = PRELOADS
    ) -> None:
        """Start the process; it warms up while its caller goes on.

        Args:
            layers: the fences that every box gets; or ``fence`` tells them, before the first.
            preloads: what it imports besides torch.
        """
        self.preloads = tuple(preloads)
        self._layers = None if layers is None else tuple(layers)
        self._home = tempfile.mkdtemp(prefix="autograder-")
        os.chmod(self._home, 0o755)  # the box may run as another user
        self._scratch = tempfile.mkdtemp(dir=self._home)
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            worker = [sys.executable, "-s", "-P", "-m", "autograder.worker"]
            self._process = subprocess.Popen(
                [*worker, str(theirs.fileno()), *preloads],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                env=_environment(self._home),
                cwd="/",
                start_new_session=True,  # Ctrl-C in the terminal is the grader's to handle
            )
        finally:
            theirs.close()
        self._started: Started | None = None

    def __enter__(self) -> Zygote:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def layers(self) -> tuple[str, ...]:
        """The fences that every box gets. Raises ``SandboxError`` where nobody has told yet."""
        if self._layers is None:
            raise SandboxError("nobody has said which fences a box gets")
        return self._layers

    def fence(self, layers: Sequence[str]) -> None:
        """Tell the fences that every box gets."""
        self._layers = tuple(layers)

    def stop(self) -> None:
        """Hang up: the zygote ends by itself, and its box with it; while it warms up, it is killed.

        May be called from another thread, and more than once.
        """
        with suppress(OSError):
            self._control.shutdown(socket.SHUT_RDWR)  # also wakes a thread that waits for it
        self._control.close()
        try:
            self._process.wait(timeout=5 if self._started else 0)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        _remove(self._home)

    def ready(self) -> Started:
        """Wait until it is warm. Raises ``SandboxError`` where it speaks another version."""
        if self._started is None:
            message = self._receive()
            if not isinstance(message, Started) or message.version != VERSION:
                raise SandboxError("the worker and the grader are of different versions")
            if message.threads != 1:
                raise SandboxError(f"the worker has {message.threads} threads; it cannot be forked")
            self._started = message
            self._control.settimeout(_ANSWER_SECONDS)
        return self._started

    def open(self, limits: Limits, devices: Sequence[str] = ()) -> tuple[int, socket.socket]:
        """A new box: the pid of its keeper and our end of its boundary.

        ``devices`` are the nodes of a GPU, where the box is to use one.

        Raises:
            SandboxError: a fence could not be put up.
        """
        self.ready()
        scratch = self._new_scratch()
        ours, theirs = socket.socketpair()
        with theirs:
            order = Open(limits, self.layers, visible_paths(), scratch, tuple(devices))
            try:
                message = self._asked(order, (theirs.fileno(),))
            except SandboxError:
                ours.close()
                raise
        if isinstance(message, Opened):
            return message.pid, ours
        ours.close()
        reason = message.reason if isinstance(message, Failed) else "unexpected answer"
        raise SandboxError(f"the sandbox could not be set up: {reason}")

    def close_box(self) -> Closed:
        """Kill the box that is open and say how it ended."""
        message = self._asked(Close())
        if not isinstance(message, Closed):
            raise SandboxError("the worker lost count of its boxes")
        return message

    def _new_scratch(self) -> str:
        """Where the box may write: its own /tmp, or where it has none a new folder of ours."""
        if "namespaces" in self.layers:
            return "/tmp"
        _remove(self._scratch)
        self._scratch = tempfile.mkdtemp(dir=self._home)
        return self._scratch

    def _asked(self, order: Open | Close, descriptors: tuple[int, ...] = ()) -> control.Control:
        try:
            control.send(self._control, order, descriptors)
        except OSError:
            raise self._death() from None
        return self._receive()

    def _receive(self) -> control.Control:
        try:
            return control.receive(self._control)[0]
        except TimeoutError:
            raise SandboxError("the worker does not answer") from None
        except (EOFError, OSError):
            raise self._death() from None

    def _death(self) -> SandboxError:
        return SandboxError(f"the worker ended unexpectedly (status {self._process.poll()})")


def _remove(folder: str) -> None:
    """Remove a folder that student code wrote to; shutil gives up where it is very deep."""
    subprocess.run(["sh", "-c", REMOVE, folder], stderr=subprocess.DEVNULL, check=False)


def _environment(home: str) -> dict[str, str]:
    """All the environment that student code sees."""
    return {
        "PATH": "/usr/bin:/bin",
        "HOME": home,
        "IPYTHONDIR": home,
        "MPLCONFIGDIR": "/tmp",
        "MPLBACKEND": "module://autograder.worker.no_screen",
        "PIP_NO_INDEX": "1",  # there is no network: `pip install` need not try for a minute
        "LANG": "C.UTF-8",
        "PYTHONHASHSEED": "0",  # the order of sets must not change a grade between two runs
        "PYTHONDONTWRITEBYTECODE": "1",
        "MALLOC_MMAP_THRESHOLD_": "8388608",  # so that what is let go of is given back
        "MALLOC_TRIM_THRESHOLD_": "33554432",  # but for so much, which is soon wanted again
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        "CUBLAS_WORKSPACE_CONFIG": ":4096:8",  # sums on a GPU come out the same each time
    }
