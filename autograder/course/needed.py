"""What of a notebook's source its functions need: most of it draws, prints and tests."""

from __future__ import annotations

import ast
import re
import symtable
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
_Import = ast.Import | ast.ImportFrom
_Capture = ast.ExceptHandler | ast.MatchAs | ast.MatchStar
_Target = ast.Name | ast.Attribute | ast.Subscript
_ALWAYS = "*"
"""Stands for names that nobody can tell: of a star, or what a future statement changes."""
_UNTOLD = {"eval", "exec", "globals"}
"""Functions that reach names without saying so."""


def needed(source: str, tasks: Collection[str], asking: str, beside: str = "") -> ast.Module:
    """The tasks, the functions that are asked for beside them, and all that these use.

    That is imports, functions and classes. All of the source, where they use anything else that it
    makes: what a name is in the end, or what a library does from then on, only running it tells.

    Args:
        source: of a module.
        tasks: names of it.
        asking: the text of a module that asks for functions by name.
        beside: code that will run with these names.

    Raises:
        SyntaxError: one of them is no Python.
        ValueError: nor any text of it.
    """
    statements = _read(source)
    used = {_ALWAYS, *tasks, *_asked(source, asking), *_globals_of(beside)}
    while more := {use for one in statements if used & one.binds for use in one.uses} - used:
        used |= more
    kept = [one for one in statements if used & one.binds]
    needs = used & {name for one in kept for name in one.binds}
    left = [one for one in statements if not (one.is_definition and one in kept)]
    changed = {name for one in left for name in one.changes | (one.calls - {*tasks})}
    told = needs.isdisjoint(changed) and used.isdisjoint(_UNTOLD) and needs >= {*tasks}
    return ast.Module([one.node for one in (kept if told else statements)], type_ignores=[])


def bound_names(node: ast.AST) -> list[str]:
    """The names that a statement of a module defines or otherwise binds, or writes into."""
    if isinstance(node, _Definition):
        return [node.name]
    if isinstance(node, ast.ImportFrom) and node.module == "__future__":
        return [_ALWAYS]
    if isinstance(node, ast.alias):
        return [(node.asname or node.name).partition(".")[0]]
    if isinstance(node, _Target) and not isinstance(node.ctx, ast.Load):
        return [_root(node)]
    own = [node.name] if isinstance(node, _Capture) and node.name else []
    return own + [name for part in ast.iter_child_nodes(node) for name in bound_names(part)]


def globals_used(text: str) -> Iterator[str]:
    """The names of the module that a piece of its text uses, in functions or outside."""
    yield from _globals_in(symtable.symtable(text, "<text>", "exec"))


@dataclass(frozen=True)
class _Statement:
    """A statement of a module, and names that it has to do with.

    Attributes:
        binds: what it defines, imports or otherwise binds, or writes into.
        uses: what it, or a function in it, uses of the module.
        changes: the same, unless it defines or imports; of a definition what decorates it.
        calls: what it calls for no more than the effect, or gives to what it so calls.
    """

    node: ast.stmt
    binds: frozenset[str]
    uses: frozenset[str]
    changes: frozenset[str]
    calls: frozenset[str]

    @property
    def is_definition(self) -> bool:
        """Whether it defines or imports, and does no more."""
        return isinstance(self.node, _Definition | _Import)


@lru_cache(maxsize=4)
def _read(source: str) -> tuple[_Statement, ...]:
    return tuple(
        _Statement(
            node,
            frozenset(bound_names(node)),
            frozenset(globals_used(ast.unparse(node))),
            frozenset(_changed_by(node)),
            frozenset(_called_by(node)),
        )
        for node in ast.parse(source).body
    )


@lru_cache(maxsize=4)
def _asked(source: str, asking: str) -> frozenset[str]:
    """Functions and classes that are mentioned in any way, and what a probe may call."""
    functions = [one for one in _read(source) if isinstance(one.node, _Definition)]
    defined = frozenset(name for one in functions for name in one.binds)
    return defined.intersection(re.findall(r"\w+", asking)).union(_probed(asking))


def _probed(asking: str) -> Iterator[str]:
    """``name``, where a function says ``ns.name`` of ``ns``, the first that it gets."""
    for function in ast.walk(ast.parse(asking)):
        if isinstance(function, ast.FunctionDef):
            firsts = {argument.arg for argument in function.args.args[:1]} - {"self"}
            for part in ast.walk(function):
                if isinstance(part, ast.Attribute) and _root(part.value) in firsts:
                    yield part.attr


@lru_cache(maxsize=4)
def _globals_of(code: str) -> frozenset[str]:
    return frozenset(globals_used(code))


def _changed_by(node: ast.stmt) -> list[str]:
    if isinstance(node, _Definition):
        return [_root(decorator) for decorator in node.decorator_list]
    return [] if isinstance(node, _Import) else bound_names(node)


def _called_by(node: ast.stmt) -> Iterator[str]:
    for part in () if isinstance(node, _Definition) else ast.walk(node):
        if isinstance(part, ast.Expr) and isinstance(part.value, ast.Call):
            yield _root(part.value)
            yield from (given.id for given in part.value.args if isinstance(given, ast.Name))
        if isinstance(part, ast.Attribute) and part.attr.startswith("set_"):
            yield _root(part)


def _root(node: ast.expr) -> str:
    """``a`` in ``a.b[0].c`` and in ``a.b()``."""
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def _globals_in(table: symtable.SymbolTable) -> Iterator[str]:
    top = table.get_type() == "module"
    for symbol in table.get_symbols():
        if symbol.is_referenced() and (top or symbol.is_global()):
            yield symbol.get_name()
    for inner in table.get_children():
        yield from _globals_in(inner)
