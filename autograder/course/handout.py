"""The folder that students get."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator, Sequence
from importlib import metadata, resources
from pathlib import Path

import jinja2

from autograder.course.assignment import Assignment, CourseError
from autograder.course.release import is_up_to_date, released_path
from gradebook.arithmetic import rule_in_words

_PACKAGES = ("torch", "numpy", "pandas", "matplotlib")
"""What notebooks may import, in the versions that grade them."""


def write_release(
    course: Path, chosen: Sequence[Assignment], output: Path, wheel: Path | None = None
) -> Iterator[Path]:
    """Write notebooks and what lies beside them, requirements and the handout; yield each path.

    ``wheel`` is this package for students, so that they can check their work themselves.

    Raises:
        CourseError: a starter notebook is out of date, the wheel is none of this package, or the
            output is the course's own folder.
    """
    _require_own_folder(course, output)
    if wheel is not None:
        _require_ours(wheel)
    for one in chosen:
        if not is_up_to_date(course, one):
            raise CourseError(f"{one.slug}: the starter is out of date; run `autograder build`")
    for one in chosen:
        source = released_path(course, one.slug).parent
        shutil.copytree(source, output / one.slug, dirs_exist_ok=True, ignore=_not_for_students)
        yield output / one.slug
    if wheel is not None:
        shutil.copy(wheel, output / wheel.name)
        yield output / wheel.name
    texts = {"requirements.txt": requirements(wheel), "README.md": handout(chosen, wheel)}
    for name, text in texts.items():
        (output / name).write_text(text, encoding="utf-8")
        yield output / name


def _require_own_folder(course: Path, output: Path) -> None:
    """A release must overwrite nothing of a teacher's."""
    target = output.resolve()
    ours = [(course / name).resolve() for name in ("solutions", "assignments")]
    if target == course.resolve() or any(target.is_relative_to(folder) for folder in ours):
        raise CourseError(f"{output} is the course's own folder; name another one with --output")


def _require_ours(wheel: Path) -> None:
    """Only what pip can install, and nothing of a course's solutions."""
    names = zipfile.ZipFile(wheel).namelist() if zipfile.is_zipfile(wheel) else []
    if wheel.suffix != ".whl" or "autograder/student/magic.py" not in names:
        raise CourseError(f"{wheel} is no wheel of this package; `make wheel` makes one in dist/")
    if any("solutions" in Path(name).parts for name in names):
        raise CourseError(f"{wheel} holds solutions; make it anew with `make wheel`")


def _not_for_students(_: str, names: list[str]) -> list[str]:
    """What Jupyter leaves behind, and hidden files."""
    return [name for name in names if name.startswith(".") or name == "__pycache__"]


def requirements(wheel: Path | None = None) -> str:
    """The packages to install, in the versions that the grader runs, Jupyter, and the wheel."""
    lines = [f"{name}=={metadata.version(name).partition('+')[0]}" for name in _PACKAGES]
    ours = [] if wheel is None else [f"./{wheel.name}"]
    return "\n".join([*lines, "jupyterlab>=4", *ours, ""])


def handout(chosen: Sequence[Assignment], wheel: Path | None = None) -> str:
    """What students read first, in Markdown."""
    text = (resources.files("autograder.course") / "handout.md").read_text(encoding="utf-8")
    environment = jinja2.Environment(
        undefined=jinja2.StrictUndefined, trim_blocks=True, keep_trailing_newline=True
    )
    return environment.from_string(text).render(
        assignments=chosen, wheel=wheel, lateness=_lateness(chosen), attempts=_attempts(chosen)
    )


def _lateness(chosen: Sequence[Assignment]) -> dict[str, list[str]]:
    """Each late rule in words, with the assignments that it holds for."""
    found: dict[str, list[str]] = {}
    for one in chosen:
        found.setdefault(rule_in_words(one.policy.late), []).append(one.slug)
    return found


def _attempts(chosen: Sequence[Assignment]) -> dict[int, list[str]]:
    """Each number of attempts a day that is limited, with the assignments that it holds for."""
    found: dict[int, list[str]] = {}
    for one in chosen:
        if one.attempts_per_day is not None:
            found.setdefault(one.attempts_per_day, []).append(one.slug)
    return found
