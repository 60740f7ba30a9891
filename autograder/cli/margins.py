"""Margins of tolerances on the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from autograder.verify.margins import Nearest

_WIDTH = 150
_CLOSE = 3.0
"""A right answer nearer than this to its tolerance, or a wrong one, deserves a look."""
_HEADINGS = (
    "check",
    "dtype",
    "rtol",
    "right",
    "nearest right answer",
    "wrong",
    "nearest wrong one",
)


def show_margins(found: Sequence[Nearest]) -> None:
    """Print a line for each check: how far from its tolerance the nearest answers are."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = _WIDTH
    table = Table(*_HEADINGS, box=None, pad_edge=False)
    slug = ""
    for one in found:
        if one.slug != slug:
            slug = one.slug
            table.add_row(f"[bold]{slug}[/]")
        table.add_row(*_cells(one))
    console.print(table)
    close = sum(map(_is_close, found))
    console.print(
        f"{len(found)} tolerances, each {_CLOSE:g} times or more from the nearest right and the "
        f"nearest wrong answer, but for {close}."
    )


def _cells(one: Nearest) -> tuple[str, ...]:
    room = f"tolerance / {1 / one.right.share:.3g}" if one.right.share else "exact"
    beyond = f"tolerance × {one.wrong.share:.3g}" if one.wrong else "-"
    name = f"[red]{one.check}[/]" if _is_close(one) else one.check
    rtol = f"{one.right.rtol:g}"
    return (
        name,
        one.right.dtype,
        rtol,
        room,
        escape(one.right_name[:60]),
        beyond,
        escape(one.wrong_name[:60]),
    )


def _is_close(one: Nearest) -> bool:
    return one.right.share * _CLOSE > 1 or bool(one.wrong and one.wrong.share < _CLOSE)
