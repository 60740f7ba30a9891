"""A proof on the terminal."""

from __future__ import annotations

from rich.console import Console, JustifyMethod
from rich.table import Table

from autograder.verify.proof import Proof
from autograder.verify.report import COLUMNS, summary, total
from gradebook.exports.cells import text as safe

_LINES = 60
_WIDTH = 130
_BAD = ("false_accepts", "false_rejects", "flakes", "others")


def show_proof(proof: Proof) -> None:
    """Print the table, every shortfall, and what it adds up to."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = _WIDTH
    table = Table(box=None, pad_edge=False, show_footer=len(proof.rows) > 1)
    everything = total(proof)
    for heading, field in COLUMNS:
        side: JustifyMethod = "left" if field == "slug" else "right"
        footer = str(getattr(everything, field))
        table.add_column(heading.replace(" ", "\n"), footer=footer, justify=side, no_wrap=True)
    for row in proof.rows:
        table.add_row(*(_cell(field, getattr(row, field)) for _, field in COLUMNS))
    console.print(table)
    for slug, _, text in proof.shortfalls[:_LINES]:
        console.print(f"✗ {slug}: {safe(text)}", style="red", markup=False, soft_wrap=True)
    if len(proof.shortfalls) > _LINES:
        console.print(f"  and {len(proof.shortfalls) - _LINES} more, in the report")
    console.print(summary(proof), soft_wrap=True)


def _cell(field: str, value: object) -> str:
    return f"[bold red]{value}[/]" if field in _BAD and value else str(value)
