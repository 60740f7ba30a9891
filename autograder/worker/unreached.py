"""What a failed cell would still have defined: a right function counts below a line that failed.

A cell ends at its first error, which may be no fault of the functions further down: a package that
is not here, a file that is on another computer. So its imports, functions, classes and constants
below that line are made all the same, but only under names that nothing has yet. What the
notebook defines otherwise stays as Jupyter would leave it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import suppress
from types import CodeType
from typing import Any, Protocol

_DEFINITIONS = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_WORK = (ast.Call, ast.Await, ast.comprehension)


class Compile(Protocol):
    """Compiles as the cell was, with its ``__future__`` imports."""

    def __call__(self, source: ast.Module, filename: str, symbol: str, /) -> CodeType:
        """The code of a module."""
        ...


def define_unreached(
    names: dict[str, Any], code: str, error: BaseException, file: str, compiled: Compile
) -> None:
    """Define in ``names`` what ``code`` does not reach after ``error``; skip what fails as well.

    Args:
        names: the notebook's namespace; names that are in it keep their values.
        code: the cell, as plain Python.
        error: what ended it, with its traceback.
        file: the name under which the cell was compiled.
        compiled: the compiler.
    """
    line = _line(error, file)
    if not line or not isinstance(error, Exception):  # an interrupt or an exit means: no more
        return
    before = dict(names)
    try:
        for statement in _below(ast.parse(code), line):
            with suppress(Exception):
                exec(compiled(ast.Module([statement], []), file, "exec"), names)
    finally:
        names.update(before)


def _line(error: BaseException, file: str) -> int:
    """The line of the cell that ended it; 0 where none was run."""
    trace = error.__traceback__
    while trace is not None and trace.tb_frame.f_code.co_filename != file:
        trace = trace.tb_next
    return trace.tb_lineno if trace is not None else 0


def _below(tree: ast.Module, line: int) -> Iterator[ast.stmt]:
    below = (statement for statement in tree.body if statement.lineno > line)
    return (one for one in below if isinstance(one, _DEFINITIONS) or _is_constant(one))


def _is_constant(statement: ast.stmt) -> bool:
    """Whether it gives a name to something that takes no work, such as ``STEPS = 3``."""
    if not isinstance(statement, ast.Assign):
        return False
    plain = all(isinstance(target, ast.Name) for target in statement.targets)
    return plain and not any(isinstance(node, _WORK) for node in ast.walk(statement.value))
