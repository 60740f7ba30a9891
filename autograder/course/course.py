"""Find a course and its assignments."""

from __future__ import annotations

from pathlib import Path

from autograder.course.assignment import Assignment, CourseError, load_assignment
from gradebook.misnamed import instead


def find_course(start: Path) -> Path:
    """The nearest folder at or above ``start`` that has ``solutions/``. Raises ``CourseError``."""
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / "solutions").is_dir():
            return folder
    raise CourseError(
        f"no course at {start}: neither it nor a folder above has solutions/. "
        "Go to the course's folder or name it with --course."
    )


def assignments(course: Path) -> dict[str, Assignment]:
    """Every assignment of the course by slug, in order. Raises ``CourseError``."""
    folders = sorted(path.parent for path in (course / "solutions").glob("*/assignment.toml"))
    if not folders:
        raise CourseError(f"{course / 'solutions'} holds no assignment.toml in any folder")
    return {folder.name: load_assignment(folder) for folder in folders}


def assignment(course: Path, slug: str) -> Assignment:
    """One assignment by slug. Raises ``CourseError`` naming those that there are."""
    known = assignments(course)
    if slug not in known:
        raise CourseError(f"no assignment {slug!r} in this course; {instead(slug, known)}")
    return known[slug]
