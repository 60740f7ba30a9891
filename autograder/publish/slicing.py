"""Cut the visible checks out of a ``checks.py``: they, and exactly the helpers that they use.

What would give a solution away stays behind: of an oracle only its name is taken, and of a right
helper to lend, which is named like a task, as well.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autograder.course.needed import bound_names, globals_used

_Statement = (
    ast.FunctionDef | ast.ClassDef | ast.Assign | ast.AnnAssign | ast.Import | ast.ImportFrom
)
_GIVEN = {*vars(builtins), "recorded", "lendable"}


class SliceError(Exception):
    """The visible checks cannot be cut out; the message says why and what to do."""


@dataclass(frozen=True)
class _Module:
    """A module's text, and which statement defines each of its names."""

    lines: list[str]
    statements: list[_Statement]
    defines: dict[str, _Statement]


def sliced(text: str, visible: Sequence[str], tasks: Sequence[str]) -> list[str]:
    """The lines of a module of these checks alone.

    Args:
        text: of ``checks.py``.
        visible: the names of its visible checks.
        tasks: the names of the assignment's tasks.

    Raises:
        SliceError: a visible check uses a hidden one, or something that cannot be told.
    """
    module = _read(text)
    used = _closure(module, visible, tasks)
    for name in sorted(used):
        node = module.defines[name]
        if _is_decorated(node, "check") and name not in visible:
            raise SliceError(f"a visible check uses {name}, which is hidden; make that visible too")
    parts = [_shown(module, node, used, tasks) for node in module.statements]
    return [line for part in parts if part for line in (*part, "")][:-1]


def _read(text: str) -> _Module:
    tree = ast.parse(text)
    statements = [node for node in tree.body if isinstance(node, _Statement)]
    defines = {name: node for node in statements for name in bound_names(node)}
    return _Module(text.splitlines(), statements, defines)


def _closure(module: _Module, wanted: Sequence[str], tasks: Sequence[str]) -> set[str]:
    """These names and all that their definitions use, and so on."""
    used, todo = set[str](), list(wanted)
    while todo:
        name = todo.pop()
        if name in used or name in _GIVEN - module.defines.keys():
            continue
        if name not in module.defines:
            raise SliceError(
                f"a visible check uses {name}, which no function, class, import or plain "
                "assignment defines; define it by one"
            )
        used.add(name)
        todo += _uses(module, module.defines[name], tasks)
    return used


def _uses(module: _Module, node: _Statement, tasks: Sequence[str]) -> Iterator[str]:
    """The module's names that a definition needs."""
    if isinstance(node, ast.Import | ast.ImportFrom) or _stand_in(node, tasks):
        return
    own = bound_names(node)
    yield from (name for name in globals_used("\n".join(_lines(module, node))) if name not in own)


def _lines(module: _Module, node: _Statement) -> list[str]:
    decorators = getattr(node, "decorator_list", [])
    first = min(part.lineno for part in (*decorators, node))
    return module.lines[first - 1 : node.end_lineno]


def _shown(
    module: _Module, node: _Statement, used: set[str], tasks: Sequence[str]
) -> list[str] | None:
    if not used.intersection(bound_names(node)):
        return None
    if isinstance(node, ast.Import | ast.ImportFrom):
        return _only(node, used)
    return _stand_in(node, tasks) or _lines(module, node)


def _only(node: ast.Import | ast.ImportFrom, used: set[str]) -> list[str] | None:
    """An import, without the names that are not used, and those that stand-ins replace."""
    kept = [alias for alias in node.names if used.intersection(bound_names(alias))]
    return [ast.unparse(type(node)(**{**vars(node), "names": kept}))] if kept else None


def _stand_in(node: _Statement, tasks: Sequence[str]) -> list[str] | None:
    """What is put in the place of a definition that gives a solution away."""
    if not isinstance(node, ast.FunctionDef | ast.ClassDef):
        return None
    if _is_decorated(node, "oracle"):
        return [f'{node.name} = recorded("{node.name}")']
    return [f'{node.name} = lendable("{node.name}")'] if node.name in tasks else None


def _is_decorated(node: ast.AST, name: str) -> bool:
    for decorator in getattr(node, "decorator_list", []):
        function = decorator.func if isinstance(decorator, ast.Call) else decorator
        if isinstance(function, ast.Name) and function.id == name:
            return True
    return False
