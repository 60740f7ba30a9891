"""What was found out about how an assignment's checks ask, kept until any of it changes.

Finding out takes up to half a minute, and depends on neither student nor inputs. It names
misconceptions, so it stays in the trusted zone, in the course's own folder.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable, Collection
from pathlib import Path

import msgspec

from autograder.course.assignment import Assignment
from autograder.grading.version import grader_version
from autograder.split.script import Script

Scripts = dict[str, list[Script]]
"""Those that bring forth all that a check may ask, by the check's name."""


def kept_scripts(
    course: Path, about: Assignment, checks: Collection[str], explored: Callable[[], Scripts]
) -> Scripts:
    """The scripts of an assignment's checks: kept ones, or those that ``explored`` finds."""
    path = _place(course, about)
    scripts = _read(path)
    if scripts is None or scripts.keys() != set(checks):
        scripts = explored()
        with contextlib.suppress(OSError):  # then it is found out again the next time
            _write(scripts, path)
    return scripts


def _place(course: Path, about: Assignment) -> Path:
    """Of another name for every version of the checks and of the grader."""
    made = f"{about.version}\0{grader_version()}"
    version = hashlib.sha256(made.encode()).hexdigest()[:16]
    return course / "build" / "asked" / f"{about.slug}-{version}.json"


def _read(path: Path) -> Scripts | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Scripts)
    except (OSError, msgspec.MsgspecError):
        return None


def _write(scripts: Scripts, path: Path) -> None:
    """Whole or not at all: others may write it as well."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(f".{os.getpid()}")
    part.write_bytes(msgspec.json.encode(scripts))
    os.replace(part, path)
