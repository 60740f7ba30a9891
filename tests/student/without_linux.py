"""Stands for Windows and macOS: modules that only Linux has cannot be imported, nor can one fork.

Run as ``python without_linux.py MODULE...``: imports these modules.
"""

from __future__ import annotations

import importlib
import os
import sys
from types import ModuleType

MISSING = {
    "resource",
    "fcntl",
    "pwd",
    "grp",
    "termios",
    "pyseccomp",
    "pty",
    "tty",
    "syslog",
    "spwd",
}


class NotHere:
    """Finds the missing modules first, and says that they are missing."""

    @staticmethod
    def find_spec(name: str, *_: object) -> None:
        """As Windows would."""
        if name in MISSING:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def leave_linux() -> None:
    """Forget what only Linux has, in this process."""
    import psutil  # noqa: F401 - which has a half for each system, and here needs that of Linux

    for name in MISSING:
        sys.modules.pop(name, None)
    sys.meta_path.insert(0, NotHere)  # type: ignore[arg-type]
    for name in ("fork", "forkpty", "register_at_fork", "wait4", "setsid", "getuid"):
        if hasattr(os, name):
            delattr(os, name)
    os.register_at_fork = lambda **_: None  # random and threading have used it already


def imported(names: list[str]) -> list[ModuleType]:
    """Import these."""
    return [importlib.import_module(name) for name in names]


if __name__ == "__main__":
    leave_linux()
    imported(sys.argv[1:])
