"""Cautions that only a fresh run of a notebook gives: what works no more without its old kernel."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from autograder.grading.notebook import CodeCell
from autograder.grading.run_notebook import failures
from autograder.sandbox.session import is_stub
from autograder.student.bundle import Bundle
from autograder.student.cautions import Caution, at_start, cell_name
from autograder.student.fresh import FreshRun
from autograder.wire.messages import Raised

_NAME = re.compile(r"name '(\w+)' is not defined")
_MODULE = re.compile(r"No module named '([\w.]+)'")
_FILE = re.compile(r"'.+'")
_UNREADABLE = ("SyntaxError", "IndentationError", "TabError")


def cautions_of_run(
    fresh: FreshRun, code: Sequence[dict[str, Any]], cells: Sequence[CodeCell], bundle: Bundle
) -> list[Caution]:
    """What a fresh run says.

    Args:
        fresh: the run.
        code: the notebook's code cells, as saved.
        cells: the same, as they were run.
        bundle: of its assignment.
    """
    found = [] if not fresh.died else [Caution(fresh.died, True)]
    tasks = {task.name for task in bundle.tasks}
    for number, raised in failures(fresh.cells):
        worked = _worked(code[number - 1])
        found += _of_error(number, raised, cells[number - 1], worked, tasks)
    return [*found, *_slow(fresh, bundle)]


def _worked(cell: dict[str, Any]) -> bool:
    """Whether the cell ran without an error where the notebook was written."""
    outputs = cell.get("outputs")
    kinds = [o.get("output_type") for o in outputs or [] if isinstance(o, dict)]
    return isinstance(cell.get("execution_count"), int) and "error" not in kinds


def _of_error(
    number: int, raised: Raised, cell: CodeCell, worked: bool, tasks: set[str]
) -> Iterator[Caution]:
    place = cell_name(number, cell.source)
    if is_stub(raised):
        return  # a test of a task that is not written: said of the task
    if cell.provided and raised.name == "AssertionError":
        yield Caution(f"The test in {place} fails{_line(raised, number)}.")
        return
    if raised.name == "NameError" and (name := _NAME.search(raised.message)) and name[1] in tasks:
        return  # that it is not defined is said of the task
    yield _worded(raised, place, number, worked) or Caution(
        f"{at_start(place)} stops with an error: {_what(raised)}{_line(raised, number)}. What "
        "is below that line in the cell is not run."
    )


def _worded(raised: Raised, place: str, cell: int, worked: bool) -> Caution | None:
    """What is said of the errors that handing in brings out."""
    name, module = _NAME.search(raised.message), _MODULE.search(raised.message)
    if raised.name == "NameError" and name and worked:
        return Caution(
            f"{at_start(place)} uses `{name[1]}`, which no cell above defines any more; only "
            "your running kernel remembers it. Write that definition again, in a cell above.",
            True,
        )
    if raised.name in _UNREADABLE:
        return Caution(
            f"Python cannot read {place}: {raised.message}{_line(raised, cell)}. Nothing in that "
            "cell counts until it is mended.",
            True,
        )
    if raised.name == "FileNotFoundError":
        file = _FILE.search(raised.message)
        named = f"the file {file[0]}, which" if file else "a file that"
        return Caution(
            f"{at_start(place)} needs {named} is not there when it is graded: only the notebook "
            "is handed in, so make the file in a cell, or do without.",
            True,
        )
    if raised.name == "ModuleNotFoundError" and module:
        return Caution(
            f"{at_start(place)} imports `{module[1]}`, which is not there when it is graded: "
            "use only what requirements.txt names, and no files of your own.",
            True,
        )
    if raised.name == "TimedOut":
        return Caution(f"{at_start(place)} was stopped. {raised.message}", True)
    return None


def _what(raised: Raised) -> str:
    return f"{raised.name}: {raised.message}".rstrip(": .")


def _line(raised: Raised, cell: int) -> str:
    """Where in the cell, or in which other one that it calls."""
    place = raised.place
    if place is None or not place.line:
        return ""
    other = "" if place.cell == cell else f" of code cell {place.cell}"
    return f", at line {place.line}{other} (`{place.code}`)"


def _slow(fresh: FreshRun, bundle: Bundle) -> Iterator[Caution]:
    limit = bundle.limits.notebook_seconds
    if fresh.seconds > limit / 2:
        yield Caution(
            f"The cells took {fresh.seconds:.0f} seconds; the grader stops a notebook after about "
            f"{limit:g}. Train for fewer steps, or delete cells that only try things out."
        )
