"""What usually goes wrong on handing in: each as one sentence that says where, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_SHOWN = 3
_MAX_CODE = 50


@dataclass(frozen=True)
class Caution:
    """One sentence. ``costs``: it will cost points unless something is done."""

    text: str
    costs: bool = False


def cell_name(number: int, source: str) -> str:
    """A code cell as its author can find it: by its number, and by its first line."""
    lines = [line.strip() for line in source.splitlines() if line.strip()]
    first = lines[0] if lines else ""
    code = first if len(first) <= _MAX_CODE else first[: _MAX_CODE - 1] + "…"
    return f"code cell {number} (`{code}`)" if code else f"code cell {number}"


def at_start(name: str) -> str:
    """A name as a sentence begins with it."""
    return name[:1].upper() + name[1:]


def listed(names: Sequence[str]) -> str:
    """The first few of them, in a sentence."""
    more = len(names) - _SHOWN
    if more > 0:
        return f"{', '.join(names[:_SHOWN])} and {more} more"
    *rest, last = names
    return f"{', '.join(rest)} and {last}" if rest else last
