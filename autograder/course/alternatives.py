"""Right solutions in other styles, and mutants known to be right: every check must accept them."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path

import msgspec

from autograder.course.assignment import Assignment, CourseError


@dataclass(frozen=True)
class Alternative:
    """A style of solving: code over the reference that defines tasks anew, and is right."""

    name: str
    style: str
    defines: tuple[str, ...]
    code: str


class Equivalent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A mutant that no check can tell from the reference, and why."""

    mutant: str
    reason: str


class _Equivalents(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    equivalent: list[Equivalent] = []


def alternatives(assignment: Assignment) -> tuple[Alternative, ...]:
    """Every alternative of an assignment, by name. Raises ``CourseError``."""
    paths = sorted((assignment.folder / "alternatives").glob("*.py"))
    return tuple(_read(path) for path in paths)


def equivalents(assignment: Assignment) -> tuple[Equivalent, ...]:
    """The mutants listed in ``equivalents.toml``. Raises ``CourseError``."""
    path = assignment.folder / "equivalents.toml"
    if not path.exists():
        return ()
    try:
        found = msgspec.toml.decode(path.read_bytes(), type=_Equivalents).equivalent
    except (OSError, ValueError, RecursionError) as error:
        raise CourseError(f"{path} cannot be read: {error}") from None
    bare = [one.mutant for one in found if not one.reason.strip()]
    if bare:
        raise CourseError(f"{path}: {bare[0]!r} needs a reason that a reader can check")
    return tuple(found)


def _read(path: Path) -> Alternative:
    try:
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text, str(path))
    except (OSError, SyntaxError, ValueError) as error:
        raise CourseError(f"{path} cannot be read: {error}") from None
    style = ast.get_docstring(tree)
    if not style:
        raise CourseError(f"{path} needs a docstring: one line that names its style")
    return Alternative(path.stem, " ".join(style.split()), _defined(tree), text)


def _defined(tree: ast.Module) -> tuple[str, ...]:
    """Names given at the top level: functions, classes, and assignments."""
    names: list[str] = []
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.append(node.name)
        elif isinstance(node, ast.Assign):
            names += [target.id for target in node.targets if isinstance(target, ast.Name)]
    return tuple(names)
