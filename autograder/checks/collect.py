"""The checks that an assignment's module declares."""

from __future__ import annotations

import ast
import importlib.util
from collections.abc import Callable
from pathlib import Path

from autograder.checks.declare import CheckSpec, is_check, spec_of
from autograder.checks.verdict import ChecksBroken


def collect_specs(path: Path) -> tuple[CheckSpec, ...]:
    """The checks that a module declares, in its order. Raises ``ChecksBroken``."""
    return tuple(check_functions(path))


def check_functions(path: Path) -> dict[CheckSpec, Callable[..., None]]:
    """The functions of the checks that a module declares. Raises ``ChecksBroken``."""
    spec = importlib.util.spec_from_file_location(f"checks_of_{path.parent.name}", path)
    if spec is None or spec.loader is None:
        raise ChecksBroken(f"{path} is not a Python file")
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except (Exception, SystemExit) as error:
        raise ChecksBroken(f"{path} does not run: {type(error).__name__}: {error}") from error
    functions = {spec_of(thing): thing for thing in vars(module).values() if is_check(thing)}
    _require_all_judged(path, {spec.name for spec in functions})
    return functions


def _require_all_judged(path: Path, declared: set[str]) -> None:
    """A function that looks like a check and is none would pass everybody, unseen."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    written = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
    looks = [name for name in written if name.startswith("check_")]
    for name in sorted(declared ^ set(looks)):
        raise ChecksBroken(f"{path}: {name} must be named check_... and have @check above it")
    if len(looks) > len(set(looks)):
        raise ChecksBroken(f"{path} defines a check twice under one name")
