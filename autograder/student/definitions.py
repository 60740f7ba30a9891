"""What a notebook's cells define, read without running them."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from IPython.core.inputtransformer2 import TransformerManager


@dataclass(frozen=True)
class Definition:
    """A name given at the top level of a code cell, numbered from 1."""

    name: str
    cell: int
    is_function: bool
    """Or a class."""
    is_stub: bool = False


def tree_of(source: str) -> ast.Module | None:
    """A cell as Python, its magics included; None where Python cannot read it."""
    try:
        code: str = TransformerManager().transform_cell(source)
        return ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def definitions(trees: Sequence[ast.Module | None]) -> list[Definition]:
    """All of them, in order; ``trees`` are those of the cells."""
    return [
        found
        for number, tree in enumerate(trees, start=1)
        for statement in (tree.body if tree else [])
        for found in _of(statement, number)
    ]


def _of(statement: ast.stmt, cell: int) -> Iterator[Definition]:
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield Definition(statement.name, cell, True, _is_stub(statement))
    elif isinstance(statement, ast.Assign):
        function = isinstance(statement.value, ast.Lambda | ast.Name | ast.Attribute | ast.Call)
        for target in statement.targets:
            for part in ast.walk(target):
                if isinstance(part, ast.Name):
                    yield Definition(part.id, cell, function)


def _is_stub(statement: ast.stmt) -> bool:
    """Whether the starter's line is still there."""
    return any(
        isinstance(part, ast.Raise) and "NotImplementedError('write this" in ast.unparse(part)
        for part in ast.walk(statement)
    )
