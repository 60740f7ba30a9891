"""What student code may see of the host: programs and packages, nothing of anybody's."""

from __future__ import annotations

import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path

import autograder

SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
SYSTEM_FILES = ("/etc/ld.so.cache", "/etc/localtime", "/etc/alternatives", "/etc/fonts")


class ExposedError(Exception):
    """A file that students must not see lies where they can."""


def visible_paths() -> tuple[str, ...]:
    """The system's programs, Python, its packages, and the part of ours that runs inside."""
    names = ("stdlib", "platstdlib", "purelib", "platlib")
    python = (sys.prefix, sys.base_prefix, *(sysconfig.get_paths()[name] for name in names))
    worker = str(Path(autograder.__file__).parent / "worker")
    return tuple(dict.fromkeys((*SYSTEM, *SYSTEM_FILES, *python, worker)))


def require_hidden(paths: Iterable[Path]) -> None:
    """Make sure that none of these lies in a folder that student code can read.

    Raises:
        ExposedError: one does; says which, where, and what to do.
    """
    for path in paths:
        places = {Path(place).resolve() for place in visible_paths()}
        inside = [place for place in places if path.resolve().is_relative_to(place)]
        if inside:
            raise ExposedError(
                f"{path} lies in {inside[0]}, which student code can read. Move it elsewhere, "
                "or keep Python's environment in a folder of its own beside it."
            )
