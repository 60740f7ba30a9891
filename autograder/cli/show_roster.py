"""Attendance as a table for the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from rich.console import Console
from rich.table import Table
from rich.text import Text

from gradebook.attendance import Attendance
from gradebook.exports.cells import text as safe
from gradebook.records import Student


def show_roster(found: Sequence[Attendance], enrolled: int) -> None:
    """Print a row for each assignment, and for each stranger whom they may be."""
    console = Console()
    if not enrolled:
        console.print("There is no roster yet: `autograder roster CSV` records one.")
        return
    console.print(f"{enrolled} students are on the roster.")
    if not found:
        return
    table = Table(expand=True)
    table.add_column("assignment", no_wrap=True)
    table.add_column("handed in", justify="right", no_wrap=True)
    table.add_column("missing", ratio=2)
    table.add_column("not on the roster", ratio=1, style="yellow")
    for one in found:
        missing, strangers = names(one.missing), names(one.strangers)
        table.add_row(*map(Text, (safe(one.slug), str(len(one.handed_in)), missing, strangers)))
    console.print(table)
    for line in _guesses(found):
        console.print(Text(line))


def names(students: Sequence[Student]) -> str:
    """Their ids, and how many they are."""
    ids = ", ".join(safe(student.id) for student in students)
    return f"{len(students)}: {ids}" if students else ""


def _guesses(found: Sequence[Attendance]) -> list[str]:
    strangers = dict.fromkeys(student.id for one in found for student in one.strangers)
    listed = {student.id for one in found for student in (*one.handed_in, *one.missing)}
    alike = {name: get_close_matches(name, sorted(listed), n=3) for name in strangers}
    return [
        f"{safe(name)} may be {' or '.join(map(safe, known))}: rename the folder and grade again, "
        "or add a row to the roster."
        for name, known in alike.items()
        if known
    ]
