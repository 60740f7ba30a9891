"""What every student has got: the code cells of the starter, and what they define.

Read from the source's text alone: the libraries that make notebooks take longer to import than a
notebook takes to grade.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from autograder.course.assignment import Assignment

_CELL = re.compile(r"^# %%(.*)\n", re.MULTILINE)
_SOLUTION = re.compile(
    r"^(?P<indent>[ \t]*)### BEGIN SOLUTION\n.*?^[ \t]*### END SOLUTION[^\n]*$",
    re.MULTILINE | re.DOTALL,
)
_DEFINITIONS = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef)


@dataclass(frozen=True)
class Released:
    """The code of a starter.

    Attributes:
        cells: the source of each code cell, of unwritten tasks too, without blank ends.
        setup: the imports, functions and classes of its provided cells, one text for each.
    """

    cells: frozenset[str] = frozenset()
    setup: tuple[str, ...] = ()


def released(assignment: Assignment) -> Released:
    """What the assignment's starter holds."""
    _, *parts = _CELL.split(assignment.source.read_text(encoding="utf-8"))
    found = zip(parts[::2], parts[1::2], strict=True)
    code = [(header, text.strip()) for header, text in found if "[markdown]" not in header]
    cells = frozenset(stubbed(text) if "task=" in header else text for header, text in code)
    provided = [text for header, text in code if "task=" not in header and "tests=" not in header]
    return Released(cells, tuple(one for text in provided for one in _definitions(text)))


def stubbed(source: str) -> str:
    """A task's cell as students get it, with a stub for each solution."""
    return _SOLUTION.sub(_stub, source)


def _stub(region: re.Match[str]) -> str:
    indent = region["indent"]
    return f'{indent}# YOUR CODE HERE\n{indent}raise NotImplementedError("write this function")'


def _definitions(text: str) -> Iterator[str]:
    lines = text.splitlines()
    for statement in ast.parse(text).body:
        if isinstance(statement, _DEFINITIONS):
            decorators = getattr(statement, "decorator_list", [])
            first = min(node.lineno for node in (*decorators, statement))
            yield "\n".join(lines[first - 1 : statement.end_lineno])
