"""One trusted worker process of the pool: it is given an item at a time, and may die over any."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from typing import Any, Protocol, TypeVar

_Given = TypeVar("_Given", contravariant=True)
_Made = TypeVar("_Made", covariant=True)

_spawn = multiprocessing.get_context("spawn")


class MemberDied(Exception):
    """The process ended before it had done its item."""


class Worker(Protocol[_Given, _Made]):
    """What each process of the pool keeps: it does one item after the other."""

    def work(self, item: _Given, /) -> _Made:
        """Do one item."""
        ...

    def stop(self) -> None:
        """End what was started; called from another thread, also in the middle of an item."""
        ...


class Leash:
    """Held by the main process: when it lets go, or is killed, all members end at once."""

    def __init__(self) -> None:
        self.theirs, self._ours = _spawn.Pipe(duplex=False)

    def let_go(self) -> None:
        """End every member, whatever it is doing."""
        self._ours.close()
        self.theirs.close()


class Member:
    """A process with a worker in it. End it at the end."""

    def __init__(self, make: Callable[[], Worker[Any, Any]], leash: Leash) -> None:
        """Start the process; raises ``OSError`` where there can be no more."""
        self.line, theirs = _spawn.Pipe()
        self._process = _spawn.Process(target=_live, args=(make, theirs, leash.theirs))
        with theirs, _no_ctrl_c_for_children():
            self._process.start()

    def begin(self, item: Any) -> None:
        """Hand over an item. Raises ``MemberDied``."""
        try:
            self.line.send(item)
        except OSError:
            raise MemberDied from None

    def result(self) -> Any:
        """What came of the item; ``line`` can be waited for. Raises ``MemberDied``."""
        try:
            return self.line.recv()
        except (EOFError, OSError):
            raise MemberDied from None

    def end(self, seconds: float | None = None) -> None:
        """Wait until it has ended, but no longer than that."""
        self.line.close()  # there is no more work
        self._process.join(seconds)
        self._process.kill()
        self._process.join()


@contextmanager
def _no_ctrl_c_for_children() -> Iterator[None]:
    """Ctrl-C in a terminal reaches all processes, and is the main one's to handle."""
    resource_tracker.ensure_running()  # it unblocks signals when it starts
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])


def _live(make: Callable[[], Worker[Any, Any]], line: Connection, leash: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
    worker = make()
    threading.Thread(target=_end_with_leash, args=(leash, worker), daemon=True).start()
    try:
        while True:
            line.send(worker.work(line.recv()))
    except (EOFError, ConnectionError):  # there is no more work
        worker.stop()


def _end_with_leash(leash: Connection, worker: Worker[Any, Any]) -> None:
    """The main process has let go, or was killed and cannot tell."""
    wait([leash])
    worker.stop()
    os._exit(1)
