"""The reference and the misconceptions as namespaces of functions, in the trusted process."""

from __future__ import annotations

import ast
import contextlib
import io
import linecache
import os
import sys
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from unittest import mock

from autograder.course.assignment import Assignment, CourseError
from autograder.course.needed import needed


@dataclass(frozen=True)
class Misconception:
    """One mistaken idea: code over the reference, the checks it fails, the hint it earns."""

    name: str
    hint: str
    fails: tuple[str, ...]
    code: str


def reference_names(assignment: Assignment, beside: str = "") -> dict[str, Any]:
    """The functions of the assignment's source, and what else its checks ask for by name.

    What they do not use is not run, unless ``beside`` does, code to be run with these names.
    Raises ``CourseError``.
    """
    names: dict[str, Any] = {"__name__": f"reference_of_{assignment.slug}"}
    tasks = [task.name for task in assignment.tasks]
    checks = _read_text(assignment.checks)
    used = partial(needed, tasks=tasks, asking=checks, beside=beside)
    _run(assignment.source, _read_text(assignment.source), names, used)
    absent = [task for task in tasks if task not in names]
    if absent:
        raise CourseError(f"{assignment.source} does not define {', '.join(absent)}")
    return names


def misconception_names(assignment: Assignment, misconception: Misconception) -> dict[str, Any]:
    """The reference with the mistaken functions in place of its own."""
    names = reference_names(assignment, misconception.code)
    path = assignment.folder / "misconceptions" / f"{misconception.name}.py"
    _run(path, misconception.code, names)
    return names


def misconceptions(assignment: Assignment) -> tuple[Misconception, ...]:
    """Every misconception of an assignment, by name. Raises ``CourseError``."""
    paths = sorted((assignment.folder / "misconceptions").glob("*.py"))
    return tuple(_read(path) for path in paths)


def _read(path: Path) -> Misconception:
    text = _read_text(path)
    try:
        tree = ast.parse(text, str(path))
        hint, fails = ast.get_docstring(tree), _declared_fails(tree)
    except (SyntaxError, ValueError) as error:
        raise CourseError(f"{path} cannot be read: {error}") from None
    if not hint or not fails:
        raise CourseError(f"{path} needs a docstring (the hint) and FAILS = ('check_…', …)")
    return Misconception(path.stem, " ".join(hint.split()), fails, text)


def _declared_fails(tree: ast.Module) -> tuple[str, ...]:
    """The names in ``FAILS``; none where that is not one tuple or list of names."""
    found = [
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "FAILS"
    ]
    if len(found) != 1 or not isinstance(found[0], tuple | list):
        return ()
    return tuple(found[0]) if all(isinstance(name, str) for name in found[0]) else ()


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CourseError(f"{path} cannot be read: {error}") from None


@contextlib.contextmanager
def _figures_for_nobody() -> Iterator[None]:
    """Figures open no window, cause no warning that nobody sees them, and are forgotten."""
    with mock.patch.dict(os.environ, MPLBACKEND="agg"), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "FigureCanvasAgg is non-interactive")
        yield
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close("all")


def _run(
    path: Path,
    text: str,
    names: dict[str, Any],
    used: Callable[[str], ast.Module] = ast.parse,
) -> None:
    linecache.cache[str(path)] = (len(text), None, text.splitlines(True), str(path))
    try:
        with contextlib.redirect_stdout(io.StringIO()), _figures_for_nobody():
            exec(compile(used(text), str(path), "exec"), names)
    except (Exception, SystemExit) as error:
        raise CourseError(f"{path} does not run: {type(error).__name__}: {error}") from error
