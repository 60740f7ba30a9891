"""References in a process of their own: the one of ours that uses the GPU."""

from __future__ import annotations

import multiprocessing
import os
import signal
from multiprocessing.connection import Connection
from pathlib import Path

from autograder.sandbox.session import ReferenceBroken, Reply, Session
from autograder.wire.messages import Call, Probe

_spawn = multiprocessing.get_context("spawn")


class ReferencesApart:
    """Answers for the references of a course, where CUDA may start. Stop it at the end."""

    def __init__(self, course: Path) -> None:
        """Start the process; it gets ready while its caller goes on."""
        self._line, theirs = _spawn.Pipe()
        self._process = _spawn.Process(target=_serve, args=(theirs, course), daemon=True)
        self._process.start()
        theirs.close()

    def session(self, slug: str) -> Session:
        """The reference of one assignment."""
        return _Apart(self, slug)

    def ask(self, slug: str, request: Call | Probe) -> Reply:
        """Put one question. Raises ``ReferenceBroken`` where no answer comes."""
        try:
            self._line.send((slug, request))
            answer, trouble = self._line.recv()
        except (EOFError, OSError):
            raise ReferenceBroken("the process of the reference has ended") from None
        if trouble:
            raise ReferenceBroken(trouble)
        return Reply(request, answer, ours=True)

    def stop(self) -> None:
        """End the process."""
        self._line.close()
        self._process.kill()
        self._process.join()


class _Apart(Session):
    def __init__(self, all_of_them: ReferencesApart, slug: str) -> None:
        self._all = all_of_them
        self._slug = slug

    def ask(self, request: Call | Probe) -> Reply:
        return self._all.ask(self._slug, request)


def _serve(line: Connection, course: Path) -> None:
    """What the process does: load references as they are asked for, and answer."""
    import torch

    from autograder.course.course import assignment
    from autograder.course.reference import reference_names
    from autograder.sandbox.local import LocalSession
    from autograder.wire.no_gpu import show_gpus

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ["CUBLAS_WORKSPACE_CONFIG"] = ":4096:8"  # sums on a GPU come out the same each time
    show_gpus()
    torch.set_num_threads(1)
    if torch.cuda.is_available():
        torch.cuda.init()  # type: ignore[no-untyped-call]
    sessions: dict[str, LocalSession] = {}
    while True:
        try:
            slug, request = line.recv()
        except EOFError:
            return
        try:
            if slug not in sessions:
                sessions[slug] = LocalSession(reference_names(assignment(course, slug)))
            line.send((sessions[slug].ask(request).answer, ""))
        except Exception as error:
            line.send((None, f"{type(error).__name__}: {error}"))
