"""The folder that students get."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from importlib import metadata, resources
from pathlib import Path

import jinja2

from autograder.course.assignment import Assignment, CourseError
from autograder.course.release import is_up_to_date, released_path
from gradebook.arithmetic import rule_in_words

_PACKAGES = ("torch", "numpy", "pandas", "matplotlib")
"""What notebooks may import, in the versions that grade them."""


def write_release(course: Path, chosen: Sequence[Assignment], output: Path) -> Iterator[Path]:
    """Write notebooks and what lies beside them, requirements and the handout; yield each path.

    Raises:
        CourseError: a starter notebook is out of date, or the output is the course's own folder.
    """
    _require_own_folder(course, output)
    for one in chosen:
        if not is_up_to_date(course, one):
            raise CourseError(f"{one.slug}: the starter is out of date; run `autograder build`")
    for one in chosen:
        source = released_path(course, one.slug).parent
        shutil.copytree(source, output / one.slug, dirs_exist_ok=True, ignore=_not_for_students)
        yield output / one.slug
    for name, text in (("requirements.txt", requirements()), ("README.md", handout(chosen))):
        (output / name).write_text(text, encoding="utf-8")
        yield output / name


def _require_own_folder(course: Path, output: Path) -> None:
    """A release must overwrite nothing of a teacher's."""
    target = output.resolve()
    ours = [(course / name).resolve() for name in ("solutions", "assignments")]
    if target == course.resolve() or any(target.is_relative_to(folder) for folder in ours):
        raise CourseError(f"{output} is the course's own folder; name another one with --output")


def _not_for_students(_: str, names: list[str]) -> list[str]:
    """What Jupyter leaves behind, and hidden files."""
    return [name for name in names if name.startswith(".") or name == "__pycache__"]


def requirements() -> str:
    """The packages to install, in the versions that the grader runs, and Jupyter."""
    lines = [f"{name}=={metadata.version(name).partition('+')[0]}" for name in _PACKAGES]
    return "\n".join([*lines, "jupyterlab>=4", ""])


def handout(chosen: Sequence[Assignment]) -> str:
    """What students read first, in Markdown."""
    text = (resources.files("autograder.course") / "handout.md").read_text(encoding="utf-8")
    environment = jinja2.Environment(
        undefined=jinja2.StrictUndefined, trim_blocks=True, keep_trailing_newline=True
    )
    return environment.from_string(text).render(assignments=chosen, lateness=_lateness(chosen))


def _lateness(chosen: Sequence[Assignment]) -> dict[str, list[str]]:
    """Each late rule in words, with the assignments that it holds for."""
    found: dict[str, list[str]] = {}
    for one in chosen:
        found.setdefault(rule_in_words(one.policy.late), []).append(one.slug)
    return found
