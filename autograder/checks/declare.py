"""Declare a function to be a check, or to be a probe."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

_Function = TypeVar("_Function", bound=Callable[..., Any])
_MARK = "__autograder_check__"


@dataclass(frozen=True)
class CheckSpec:
    """What a check says about itself.

    Attributes:
        name: the function's name, unique within its assignment.
        task: the task whose points it shares.
        description: its docstring, the line a student reads.
        weight: its share of the task's points, relative to the task's other checks.
        visible: whether the student sees it; it then has the fixed public seed.
        needs: names of checks that must have passed, else this one is skipped.
        gpu: whether it needs one; where there is none it is skipped, and its points are shared
            among the task's other checks.
    """

    name: str
    task: str
    description: str
    weight: int
    visible: bool
    needs: tuple[str, ...]
    gpu: bool = False


def check(
    task: str,
    *,
    weight: int = 1,
    visible: bool = False,
    needs: Sequence[_Function] = (),
    gpu: bool = False,
) -> Callable[[_Function], _Function]:
    """Declare the decorated pytest function to be a check of ``task``.

    Raises:
        ValueError: it has no docstring, or a negative weight, or needs something that is no check;
            or it is visible and needs a GPU, which students may not have.
    """

    def declare(function: _Function) -> _Function:
        if not function.__doc__:
            raise ValueError(f"{function.__name__} needs a docstring: the line a student reads")
        if weight < 0:
            raise ValueError(f"{function.__name__} has a negative weight")
        if visible and gpu:
            raise ValueError(f"{function.__name__} needs a GPU, so it cannot be visible")
        needed = tuple(spec_of(other).name for other in needs)
        description = " ".join(function.__doc__.split())
        spec = CheckSpec(function.__name__, task, description, weight, visible, needed, gpu)
        setattr(function, _MARK, spec)
        return function

    return declare


def spec_of(function: Callable[..., Any]) -> CheckSpec:
    """What ``check`` recorded of a function. Raises ``ValueError`` where it is not a check."""
    spec = getattr(function, _MARK, None)
    if not isinstance(spec, CheckSpec):
        raise ValueError(f"{function.__name__} is not a check: decorate it with @check(task)")
    return spec


def is_check(thing: object) -> bool:
    """Whether ``check`` decorated this."""
    return isinstance(getattr(thing, _MARK, None), CheckSpec)


def probe(function: _Function) -> _Function:
    """Declare a small function of ours that runs next to the student's: ``f(ns, *args)``.

    It travels as source text, so it must stand alone: only ``torch``, ``ns`` and its arguments
    are in scope. It must hold no expected value, tolerance or seed: the student's code can see it.

    Raises:
        ValueError: it closes over variables, which would not travel.
    """
    if function.__code__.co_freevars:
        names = ", ".join(function.__code__.co_freevars)
        raise ValueError(f"probe {function.__name__} uses {names} of an enclosing function")
    return function
