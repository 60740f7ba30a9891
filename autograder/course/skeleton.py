"""A new assignment to start from: small, whole, commented, and proved."""

from __future__ import annotations

import json
import re
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from autograder.course.assignment import CourseError

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def write_skeleton(course: Path, slug: str, title: str) -> Path:
    """Write ``solutions/<slug>`` and return it. Raises ``CourseError``."""
    if not _SLUG.fullmatch(slug):
        raise CourseError(
            f"{slug!r} cannot be an assignment's name: use small letters, digits and single "
            "hyphens, for example 14-attention"
        )
    if not title.isprintable():
        raise CourseError(f"the title {title!r} must be one line of printable characters")
    folder = course / "solutions" / slug
    if folder.exists():
        raise CourseError(f"{folder} is there already; choose another name or edit what is there")
    _copy(resources.files("autograder.course") / "template", folder, slug, title)
    return folder


def _copy(source: Traversable, target: Path, slug: str, title: str) -> None:
    target.mkdir(parents=True)
    for entry in source.iterdir():
        if entry.is_dir():
            if entry.name != "__pycache__":
                _copy(entry, target / entry.name, slug, title)
        else:
            text = entry.read_text(encoding="utf-8")
            text = text.replace('"{title}"', json.dumps(title, ensure_ascii=False))
            text = text.replace("{title}", title).replace("{slug}", slug)
            (target / entry.name).write_text(text, encoding="utf-8")
