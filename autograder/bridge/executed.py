"""A submitted notebook as it was run: the student's cells, with what they printed and raised.

Nothing is taken over from the student's file but the text of its cells: outputs, attachments and
metadata are dropped, and the names of cells under which nbgrader keeps scores are ours. A test cell
that the student deleted comes back at the end, since its score must be shown somewhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from autograder.grading.notebook import cells_of, is_code, parse, source_of
from gradebook.records import CellResult

_KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def executed_notebook(
    content: bytes, ran: Sequence[CellResult], starter: Mapping[str, Any]
) -> dict[str, Any]:
    """The notebook in format 4.5, as JSON objects. Raises ``NotebookError``.

    Args:
        content: the file that was handed in.
        ran: what its code cells printed and how they failed, as recorded.
        starter: the released notebook, which has every name.
    """
    names = {_name(cell): cell for cell in starter["cells"] if _name(cell)}
    results = {result.cell: result for result in ran}
    used: set[str] = set()
    cells, number = [], 0
    for index, cell in enumerate(cells_of(parse(content))):
        number += is_code(cell)
        made = _cell(cell, f"cell-{index}", number, results.get(number) if is_code(cell) else None)
        name = _name(cell)
        if name in names and name not in used:
            used.add(name)
            made["metadata"] = {"nbgrader": _about(names[name])}
        cells.append(made)
    lacking = [cell for name, cell in names.items() if name not in used and _is_graded(cell)]
    for index, cell in enumerate(lacking):
        made = _cell(dict(cell), f"deleted-{index}", None, None)
        cells.append({**made, "metadata": {"nbgrader": _about(cell)}})
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": _KERNEL}, "cells": cells}


def _cell(
    cell: dict[str, Any], name: str, number: int | None, result: CellResult | None
) -> dict[str, Any]:
    kind = "code" if is_code(cell) else ("raw" if cell.get("cell_type") == "raw" else "markdown")
    made: dict[str, Any] = {
        "id": name,
        "cell_type": kind,
        "metadata": {},
        "source": source_of(cell),
    }
    if kind == "code":
        made |= {"execution_count": number or None, "outputs": _outputs(result)}
    return made


def _outputs(result: CellResult | None) -> list[dict[str, Any]]:
    if result is None:
        return []
    found: list[dict[str, Any]] = []
    if result.output:
        found.append({"output_type": "stream", "name": "stdout", "text": result.output})
    if result.traceback:
        lines = result.traceback.splitlines()
        kind, _, said = lines[-1].partition(": ")
        error = {"ename": kind, "evalue": said, "traceback": lines}
        found.append({"output_type": "error", **error})
    return found


def _about(cell: Mapping[str, Any]) -> dict[str, Any]:
    metadata = cell.get("metadata")
    about = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return about if isinstance(about, dict) else {}


def _name(cell: Mapping[str, Any]) -> str:
    name = _about(cell).get("grade_id")
    return name if isinstance(name, str) else ""


def _is_graded(cell: Mapping[str, Any]) -> bool:
    return bool(_about(cell).get("grade") or _about(cell).get("solution"))
