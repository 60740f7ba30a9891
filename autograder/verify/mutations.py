"""What a mutant may change: each function takes a node and yields what may stand in its place."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator

_OPERATORS: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div,),
    ast.Div: (ast.Mult, ast.FloorDiv),
    ast.FloorDiv: (ast.Div,),
    ast.Mod: (ast.FloorDiv,),
    ast.Pow: (ast.Mult,),
    ast.MatMult: (ast.Mult,),
}
_SIDED = (ast.Sub, ast.Div, ast.Pow, ast.MatMult, ast.FloorDiv, ast.Mod)
"""Operators for which the order of the operands matters."""
_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_PAIRS = (
    ("sum", "mean"), ("std", "var"), ("min", "max"), ("amin", "amax"), ("argmin", "argmax"),
    ("zeros", "ones"), ("zeros_like", "ones_like"), ("rand", "randn"), ("floor", "ceil"),
    ("rand_like", "randn_like"), ("uniform_", "normal_"), ("float32", "float64"),
    ("int32", "int64"), ("float", "double"), ("int", "long"), ("all", "any"), ("row", "col"),
    ("train", "eval"), ("append", "extend"), ("SUM", "AVG"),
)  # fmt: skip
_NAMES = {one: other for pair in _PAIRS for one, other in (pair, pair[::-1])}


def changes(node: ast.AST) -> Iterator[ast.AST | None]:
    """What may stand in the place of a node: one small change each; None is nothing at all."""
    for kind, made in _CHANGES:
        if isinstance(node, kind):
            yield from made(node)


def _operators(node: ast.BinOp) -> Iterator[ast.AST]:
    for other in _OPERATORS.get(type(node.op), ()):
        yield ast.BinOp(node.left, other(), node.right)
    if isinstance(node.op, _SIDED):
        yield ast.BinOp(node.right, node.op, node.left)


def _assigned_operators(node: ast.AugAssign) -> Iterator[ast.AST]:
    for other in _OPERATORS.get(type(node.op), ())[:1]:
        yield ast.AugAssign(node.target, other(), node.value)
    source = copy.deepcopy(node.target)
    for part in ast.walk(source):
        if hasattr(part, "ctx"):
            part.ctx = ast.Load()
    # A new object in the place of a change to the old one.
    assert isinstance(source, ast.expr)
    yield ast.Assign([node.target], ast.BinOp(source, node.op, node.value), lineno=node.lineno)


def _comparisons(node: ast.Compare) -> Iterator[ast.AST]:
    for place, operator in enumerate(node.ops):
        for other in _COMPARISONS[type(operator)]:
            ops = [*node.ops[:place], other(), *node.ops[place + 1 :]]
            yield ast.Compare(node.left, ops, node.comparators)


def _constants(node: ast.Constant) -> Iterator[ast.AST]:
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield ast.Constant(value + 1)
        if value:
            yield ast.Constant(value - 1)
    elif isinstance(value, float):
        yield ast.Constant(value * 2 if value else 1.0)


def _signs(node: ast.UnaryOp) -> Iterator[ast.AST]:
    yield node.operand


def _conditions(node: ast.BoolOp) -> Iterator[ast.AST]:
    yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)


def _branches(node: ast.If | ast.While | ast.IfExp) -> Iterator[ast.AST]:
    yield _with(node, test=ast.UnaryOp(ast.Not(), node.test))


def _names(node: ast.Attribute) -> Iterator[ast.AST]:
    if node.attr in _NAMES:
        yield ast.Attribute(node.value, _NAMES[node.attr], node.ctx)


def _dropped_calls(node: ast.Call) -> Iterator[ast.AST]:
    """``x.clone()`` and ``torch.relu(x)`` become ``x``, and ``x.add_(y)`` becomes ``x.add(y)``."""
    function = node.func
    if not isinstance(function, ast.Attribute):
        return
    if function.attr.endswith("_") and function.attr not in ("__init__", "requires_grad_"):
        made = ast.Attribute(function.value, function.attr[:-1], ast.Load())
        yield ast.Call(made, node.args, node.keywords)
    yield function.value
    if node.args and not isinstance(node.args[0], ast.Starred):
        yield node.args[0]


def _arguments(node: ast.Call) -> Iterator[ast.AST]:
    """Keywords left out, and the first two arguments swapped."""
    for place in range(len(node.keywords)):
        rest = [*node.keywords[:place], *node.keywords[place + 1 :]]
        yield ast.Call(node.func, node.args, rest)
    if len(node.args) >= 2:
        first, second, *rest_of_args = node.args
        yield ast.Call(node.func, [second, first, *rest_of_args], node.keywords)


def _ranges(node: ast.Call) -> Iterator[ast.AST]:
    """One round more and one less."""
    if isinstance(node.func, ast.Name) and node.func.id == "range":
        for operator in (ast.Add(), ast.Sub()):
            stop = ast.BinOp(node.args[min(1, len(node.args) - 1)], operator, ast.Constant(1))
            args = [stop] if len(node.args) == 1 else [node.args[0], stop, *node.args[2:]]
            yield ast.Call(node.func, [*args], node.keywords)


def _slices(node: ast.Slice) -> Iterator[ast.AST]:
    for bound in ("lower", "upper", "step"):
        if getattr(node, bound) is not None:
            yield _with(node, **{bound: None})


def _orders(node: ast.Tuple) -> Iterator[ast.AST]:
    """A pair given in the other order."""
    if isinstance(node.ctx, ast.Load) and len(node.elts) >= 2:
        first, second, *rest = node.elts
        yield ast.Tuple([second, first, *rest], node.ctx)


def _dropped_statements(node: ast.stmt) -> Iterator[None]:
    """Not where a name gets its first value: without that nothing runs, which proves nothing."""
    if isinstance(node, ast.Assign):
        if all(_is_there_already(target, node.value) for target in node.targets):
            yield None
    elif not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
        yield None


def _is_there_already(target: ast.expr, value: ast.expr) -> bool:
    if not isinstance(target, ast.Name):
        return not isinstance(target, ast.Tuple | ast.List)
    return any(isinstance(n, ast.Name) and n.id == target.id for n in ast.walk(value))


def _unwrapped(node: ast.With) -> Iterator[ast.AST]:
    """The block without what it ran under, such as ``torch.no_grad()``."""
    if node.items[0].optional_vars is None:
        yield ast.If(ast.Constant(True), node.body, [])


def _undecorated(node: ast.FunctionDef) -> Iterator[ast.AST]:
    for place in range(len(node.decorator_list)):
        rest = [*node.decorator_list[:place], *node.decorator_list[place + 1 :]]
        yield _with(node, decorator_list=rest)


def _with(node: ast.AST, **changed: object) -> ast.AST:
    made = copy.copy(node)
    for name, value in changed.items():
        setattr(made, name, value)
    return made


_DROPPABLE = (ast.Expr, ast.AugAssign, ast.Raise, ast.Break, ast.Continue, ast.Assign, ast.Assert)
_CHANGES: tuple[tuple[type | tuple[type, ...], Callable[..., Iterator[ast.AST | None]]], ...] = (
    (ast.BinOp, _operators),
    (ast.AugAssign, _assigned_operators),
    (ast.Compare, _comparisons),
    (ast.Constant, _constants),
    (ast.UnaryOp, _signs),
    (ast.BoolOp, _conditions),
    ((ast.If, ast.While, ast.IfExp), _branches),
    (ast.Attribute, _names),
    (ast.Call, _dropped_calls),
    (ast.Call, _arguments),
    (ast.Call, _ranges),
    (ast.Slice, _slices),
    (ast.Tuple, _orders),
    (_DROPPABLE, _dropped_statements),
    (ast.With, _unwrapped),
    (ast.FunctionDef, _undecorated),
)
