"""Which slow imports are made once, before notebooks start."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from autograder.course.assignment import Assignment
from autograder.course.course import assignments
from autograder.grading.submission import Submission
from autograder.wire.control import PRELOADS


def preloads_for(course: Path, submissions: Sequence[Submission]) -> tuple[str, ...]:
    """Of ``control.PRELOADS``, those that a notebook mentions, or its assignment does.

    What nobody wants is not imported: each copy of a notebook's state would carry it along, which
    takes 3 ms of 7. Raises ``CourseError``.
    """
    known = assignments(course)
    ours = {one.slug for one in submissions}
    texts = [text for slug in sorted(ours) for text in _texts(known[slug])]
    texts += [one.content for one in submissions]
    return tuple(name for name in PRELOADS if any(name.encode() in text for text in texts))


def _texts(assignment: Assignment) -> Iterator[bytes]:
    """The checks, and the starter's imports, which are run first."""
    yield assignment.checks.read_bytes()
    for line in assignment.source.read_bytes().splitlines():
        if line.startswith((b"import ", b"from ")):
            yield line
