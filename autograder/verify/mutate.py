"""Mutants of the reference: small mechanical changes, one at a time, in its solution regions.

The well-kept mutation tools (mutmut, cosmic-ray) change files, run a test suite per mutant and know
nothing of tensors. Here a mutant is one more namespace for the sandbox, so it needs only
what makes them: ``ast`` and a list of changes, in ``mutations``.
"""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass

from autograder.verify.mutations import changes

_BEGIN, _END = re.compile(r"^\s*### BEGIN SOLUTION"), re.compile(r"^\s*### END SOLUTION")


@dataclass(frozen=True)
class Mutant:
    """A task's cell with one change. ``name`` says which: it is stable and for people."""

    task: str
    name: str
    code: str


def mutants_of(task: str, source: str) -> list[Mutant]:
    """Every mutant of the source of a task's cell, each different from the others."""
    original = ast.unparse(ast.parse(source))
    found: dict[str, Mutant] = {}
    names: dict[str, int] = {}
    for before, after, code in _changed(source):
        if code == original or code in found:
            continue
        name = f"{task}: {before} → {after}"
        names[name] = names.get(name, 0) + 1
        numbered = name if names[name] == 1 else f"{name} ({names[name]})"
        found[code] = Mutant(task, numbered, code)
    return list(found.values())


def _changed(source: str) -> Iterator[tuple[str, str, str]]:
    """The line before, the line after, and the whole cell, for each change."""
    lines = _solution_lines(source)
    tree = ast.parse(source)
    for index, node in enumerate(ast.walk(tree)):
        if getattr(node, "lineno", None) not in lines:
            continue
        for number in range(len(list(changes(node)))):
            yield _apply(tree, index, number)


def _apply(tree: ast.Module, index: int, number: int) -> tuple[str, str, str]:
    """Put change ``number`` of node ``index`` into a copy of the tree."""
    mutant = copy.deepcopy(tree)
    node = list(ast.walk(mutant))[index]
    statement = _statement_around(mutant, node)
    before = _headline(statement)
    changed = list(changes(node))[number]
    _Replace(node, changed).visit(mutant)
    after = _headline(changed if statement is node else statement)
    return before, after, ast.unparse(ast.fix_missing_locations(mutant))


def _statement_around(tree: ast.Module, node: ast.AST) -> ast.AST:
    """The smallest statement that holds the node."""
    around = [
        one for one in ast.walk(tree) if isinstance(one, ast.stmt) and node in list(ast.walk(one))
    ]
    return min(around, key=lambda one: len(list(ast.walk(one))))


def _headline(node: ast.AST | None) -> str:
    return "nothing" if node is None else ast.unparse(node).splitlines()[0]


def _solution_lines(source: str) -> set[int]:
    """Numbers of the lines between the markers."""
    inside, found = False, set()
    for number, line in enumerate(source.splitlines(), start=1):
        if _BEGIN.match(line):
            inside = True
        elif _END.match(line):
            inside = False
        elif inside:
            found.add(number)
    return found


class _Replace(ast.NodeTransformer):
    """Replaces one node; None drops a statement."""

    def __init__(self, old: ast.AST, new: ast.AST | None) -> None:
        self._old = old
        self._new = new

    def visit(self, node: ast.AST) -> ast.AST:
        """The replacement where this is the node, else the node with its parts visited."""
        if node is not self._old:
            visited: ast.AST = super().visit(node)
            return visited
        return ast.Pass() if self._new is None else self._new
