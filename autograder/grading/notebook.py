"""Read the code cells of a notebook that a student handed in. The bytes may be anything."""

from __future__ import annotations

import json
import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

MAX_CELLS = 2000


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
    if notebook.get("nbformat") not in (None, 4) and not _is_misnumbered(notebook):
        notebook = _convert(notebook)
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
    source = cell.get("source", "")
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    if not isinstance(source, str):
        raise NotebookError("A code cell of the notebook holds something other than text.")
    return source.encode("utf-8", "replace").decode("utf-8")


def _is_misnumbered(notebook: dict[str, Any]) -> bool:
    """Whether it says to be older than it is: nbformat would find none of its cells."""
    return notebook["nbformat"] in (2, 3) and not isinstance(notebook.get("worksheets"), list)


def _convert(notebook: dict[str, Any]) -> dict[str, Any]:
    """An older (or newer) format as format 4, by nbformat; slow to import, rarely needed."""
    import nbformat

    try:
        with _unsaid():
            converted = nbformat.convert(nbformat.from_dict(notebook), 4)
    except Exception as error:
        reason = type(error).__name__
        raise NotebookError(f"The notebook's format cannot be read ({reason}).") from None
    return dict(converted)


@contextmanager
def _unsaid() -> Iterator[None]:
    """Keep nbformat from telling the terminal what it mends, in the student's own characters."""
    logging.disable()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(logging.NOTSET)
