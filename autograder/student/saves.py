"""Tell when a file has been saved, whole, however its editor does that."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

POLL_SECONDS = 0.3


def saves(path: Path, poll_seconds: float = POLL_SECONDS) -> Iterator[None]:
    """Now, and again after each save, for ever.

    A file that is being written, or for a moment not there since an editor puts a new one in its
    place, is waited for: it must look the same twice.
    """
    seen = None
    while True:
        now = _look(path)
        if now is not None and now != seen:
            time.sleep(poll_seconds)
            if _look(path) != now:
                continue
            seen = now
            yield
        time.sleep(poll_seconds)


def _look(path: Path) -> tuple[int, int, int] | None:
    """What changes with a save; None where there is no file, or nothing in it yet."""
    try:
        status = path.stat()
    except OSError:
        return None
    return (status.st_mtime_ns, status.st_size, status.st_ino) if status.st_size else None
