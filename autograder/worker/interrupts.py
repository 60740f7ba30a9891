"""When Ctrl-C is heard: while a student's code runs, and at no other time."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager


def ignore_interrupts() -> None:
    """From now on a Ctrl-C stops nothing."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def interruptible() -> Iterator[None]:
    """Ctrl-C stops a cell. One that comes too late, when the cell has ended, stops nothing."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        ignore_interrupts()
