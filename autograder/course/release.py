"""The generated notebooks in ``assignments/``: write them, and tell whether they are up to date."""

from __future__ import annotations

from pathlib import Path

from autograder.course.assignment import Assignment
from autograder.course.notebook import as_text, starter


def released_path(course: Path, slug: str) -> Path:
    """Where an assignment's starter notebook lies."""
    return course / "assignments" / slug / f"{slug}.ipynb"


def write_starter(course: Path, assignment: Assignment) -> bool:
    """Generate the starter notebook; returns whether the file changed."""
    path = released_path(course, assignment.slug)
    text = as_text(starter(assignment))
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return True


def is_up_to_date(course: Path, assignment: Assignment) -> bool:
    """Whether the starter notebook on disk is what the source gives."""
    path = released_path(course, assignment.slug)
    return path.exists() and path.read_text(encoding="utf-8") == as_text(starter(assignment))
