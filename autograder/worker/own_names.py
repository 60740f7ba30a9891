"""Keeps provided cells from taking away what the student's functions are called.

A provided cell binds names such as ``x`` or ``loss``. Where the student has a helper of that name,
every function that calls it would fail from then on, though it is right and passed its tests.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class OwnNames:
    """What the student's cells defined last under each name, of all that can be called."""

    def __init__(self, names: dict[str, Any]) -> None:
        """``names``: the notebook's namespace."""
        self._names = names
        self._own: dict[str, Any] = {}

    @contextmanager
    def cell(self, provided: bool) -> Iterator[None]:
        """While a cell runs: remember what it defines, unless it is a provided one."""
        before = dict(self._names)
        yield
        if not provided:
            self._remember(before, dict(self._names))

    def _remember(self, before: dict[str, Any], after: dict[str, Any]) -> None:
        for name in before.keys() | after.keys():
            now = after.get(name)
            if now is not before.get(name):
                self._own.pop(name, None)
                if callable(now):
                    self._own[name] = now

    def give_back(self) -> None:
        """Give the student's functions their names again; to be done after the last cell."""
        self._names.update(self._own)
