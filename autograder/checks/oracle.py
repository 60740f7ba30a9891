"""Helpers that work out right answers: students get what they gave, never how."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

_Function = TypeVar("_Function", bound=Callable[..., Any])
Listener = Callable[[str, tuple[Any, ...], dict[str, Any], Any], None]
_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


def oracle(function: _Function) -> _Function:
    """Declare a helper of checks that works out right answers (a test oracle).

    Its code would give a solution away. So a bundle for students holds, in its place, what it
    gave to the visible checks; arguments and results must be plain data.
    """

    @functools.wraps(function)
    def asked(*args: Any, **kwargs: Any) -> Any:
        listener = _listener.get()
        with listening(None):  # what it asks other oracles is its own business
            result = function(*args, **kwargs)
        if listener is not None:
            listener(function.__name__, args, kwargs, result)
        return result

    return asked  # type: ignore[return-value]  # of the same signature, which mypy cannot see


@contextmanager
def listening(listener: Listener | None) -> Iterator[None]:
    """Tell ``listener`` in the block of each question to an oracle, and of its answer."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)
