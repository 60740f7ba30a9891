"""Read the code cells of a notebook that a student handed in. The bytes may be anything."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

MAX_CELLS = 2000
_OLD = (1, 2, 3)


@dataclass(frozen=True)
class CodeCell:
    """A code cell; ``provided`` ones came with the starter and are not the student's."""

    source: str
    provided: bool


class NotebookError(Exception):
    """The file is no notebook that can be read; the message is for the student and teacher."""


def parse(content: bytes) -> dict[str, Any]:
    """The notebook as JSON objects, in format 4. Raises ``NotebookError``."""
    notebook: Any
    try:
        notebook = json.loads(content.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        raise NotebookError(
            f"This file is not a whole notebook: its JSON breaks off or is wrong at line "
            f"{error.lineno}. Save the notebook and hand it in again."
        ) from None
    except (ValueError, RecursionError):
        raise NotebookError("This file is not a notebook: it is not JSON.") from None
    if not isinstance(notebook, dict):
        raise NotebookError("This file is not a notebook: its JSON is not an object.")
    if notebook.get("nbformat") in _OLD:
        notebook = _modern(notebook)
    elif notebook.get("nbformat") not in (None, 4):
        raise NotebookError("The notebook's format cannot be read. Save it anew in Jupyter.")
    if not isinstance(notebook.get("cells"), list):
        raise NotebookError("This file is not a notebook: it has no list of cells.")
    return dict(notebook)


def code_cells(notebook: dict[str, Any]) -> list[CodeCell]:
    """Each code cell, in order. Raises ``NotebookError``."""
    cells = [cell for cell in notebook["cells"] if isinstance(cell, dict)]
    found = [
        CodeCell(_source(cell), _is_provided(cell))
        for cell in cells
        if cell.get("cell_type") == "code"
    ]
    if len(found) > MAX_CELLS:
        raise NotebookError(f"The notebook has more than {MAX_CELLS} code cells.")
    return found


def declared_assignment(notebook: dict[str, Any]) -> str | None:
    """The assignment that the notebook's metadata names, if it does."""
    metadata = notebook.get("metadata")
    ours = metadata.get("autograder") if isinstance(metadata, dict) else None
    slug = ours.get("assignment") if isinstance(ours, dict) else None
    return slug if isinstance(slug, str) else None


def _is_provided(cell: dict[str, Any]) -> bool:
    """By nbgrader's metadata; a cell that has lost it counts as the student's."""
    metadata = cell.get("metadata")
    about = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    if not isinstance(about, dict):
        return False
    return about.get("locked") is True and about.get("solution") is not True


def _source(cell: dict[str, Any]) -> str:
    source = cell.get("source", cell.get("input", ""))
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    if not isinstance(source, str):
        raise NotebookError("A code cell of the notebook holds something other than text.")
    return source.encode("utf-8", "replace").decode("utf-8")


def _modern(notebook: dict[str, Any]) -> dict[str, Any]:
    """A notebook of before 2015: its cells lie in worksheets, and their code is called input.

    Not by nbformat: it validates for minutes what is made to be slow, and tells the terminal so.
    One that only says to be old has its cells where new ones have them.
    """
    if "worksheets" not in notebook:
        return notebook
    sheets = notebook["worksheets"] if isinstance(notebook["worksheets"], list) else [None]
    parts = [sheet.get("cells") if isinstance(sheet, dict) else None for sheet in sheets]
    whole = [part for part in parts if isinstance(part, list)]
    cells = [cell for part in whole for cell in part] if len(whole) == len(parts) else None
    return {**notebook, "cells": cells}
