"""Read the code cells of a notebook that a student handed in. The bytes may be anything."""

from __future__ import annotations

import json
import re
from collections.abc import Container
from dataclasses import dataclass
from typing import Any

MAX_CELLS = 2000
_CONFLICT = re.compile(r"^(<{7}|>{7})( |$)", re.MULTILINE)


@dataclass(frozen=True)
class CodeCell:
    """A code cell; ``provided`` ones are as they came with the starter, not the student's."""

    source: str
    provided: bool


class NotebookError(Exception):
    """The file is no notebook that can be read; the message is for the student and teacher."""


def encoding_of(content: bytes) -> str:
    """The encoding that a notebook file is in: UTF-8 by rights, others by the tools of Windows."""
    likely = json.detect_encoding(content).removesuffix("-sig")
    try:
        content.decode(likely)
    except UnicodeDecodeError:
        return "cp1252"
    return likely


def parse(content: bytes) -> dict[str, Any]:
    """The notebook as JSON objects, in format 4. Raises ``NotebookError``."""
    text = content.decode(encoding_of(content), "replace").removeprefix("\ufeff")
    if not text.lstrip().startswith("{"):
        what = "it is not JSON" if text.strip() else "it is empty"
        raise NotebookError(f"This file is not a notebook: {what}.")
    notebook = _json(text)
    if "cells" not in notebook and "worksheets" in notebook:
        notebook = _modern(notebook)
    if not isinstance(notebook.get("cells"), list):
        raise NotebookError("This file is not a notebook: it has no list of cells.")
    return dict(notebook)


def _json(text: str) -> dict[str, Any]:
    notebook: Any
    try:
        notebook = json.loads(text)
    except json.JSONDecodeError as error:
        conflict = _CONFLICT.search(text)
        if conflict:
            raise NotebookError(
                f"This file is not a whole notebook: git has left the marks of a merge conflict "
                f"in it (line {1 + text.count(chr(10), 0, conflict.start())}). Resolve it, open "
                "the notebook to see that it is whole, and hand it in again."
            ) from None
        raise NotebookError(
            f"This file is not a whole notebook: its JSON breaks off or is wrong at line "
            f"{error.lineno}. Save the notebook and hand it in again."
        ) from None
    except (ValueError, RecursionError):
        raise NotebookError("This file is not a notebook: it is not JSON.") from None
    return dict(notebook)


def cells_of(notebook: dict[str, Any]) -> list[dict[str, Any]]:
    """All that can be cells, in order."""
    return [cell for cell in notebook["cells"] if isinstance(cell, dict)]


def is_code(cell: dict[str, Any]) -> bool:
    """Whether it is run."""
    return cell.get("cell_type") == "code" or was_code(cell)


def was_code(cell: dict[str, Any]) -> bool:
    """Whether it is a task's cell that one key pressed by mistake has made a text cell."""
    return cell.get("cell_type") in ("markdown", "raw") and _about(cell).get("solution") is True


def code_cells(notebook: dict[str, Any], released: Container[str] = frozenset()) -> list[CodeCell]:
    """Each code cell, in order; one that is in ``released`` as it is was provided.

    Raises ``NotebookError``.
    """
    sources = [source_of(cell) for cell in cells_of(notebook) if is_code(cell)]
    if len(sources) > MAX_CELLS:
        raise NotebookError(f"The notebook has more than {MAX_CELLS} code cells.")
    return [CodeCell(source, source.strip() in released) for source in sources]


def declared_assignment(notebook: dict[str, Any]) -> str | None:
    """The assignment that the notebook's metadata names, if it does."""
    metadata = notebook.get("metadata")
    ours = metadata.get("autograder") if isinstance(metadata, dict) else None
    slug = ours.get("assignment") if isinstance(ours, dict) else None
    return slug if isinstance(slug, str) else None


def _about(cell: dict[str, Any]) -> dict[str, Any]:
    """What nbgrader's metadata say about a cell."""
    metadata = cell.get("metadata")
    about = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return about if isinstance(about, dict) else {}


def has_text(cell: dict[str, Any]) -> bool:
    """Whether its source is text, in one piece or in lines."""
    source = _raw_source(cell)
    lines = source if isinstance(source, list) else [source]
    return all(isinstance(line, str) for line in lines)


def source_of(cell: dict[str, Any]) -> str:
    """The text of a cell; none where it holds something else."""
    text = "".join(_raw_source(cell)) if has_text(cell) else ""
    return text.encode("utf-8", "replace").decode("utf-8")


def _raw_source(cell: dict[str, Any]) -> Any:
    return cell.get("source", cell.get("input", ""))


def _modern(notebook: dict[str, Any]) -> dict[str, Any]:
    """A notebook of before 2015: its cells lie in worksheets, and their code is called input.

    Not by nbformat: it validates for minutes what is made to be slow, and tells the terminal so.
    """
    sheets = notebook["worksheets"] if isinstance(notebook["worksheets"], list) else [None]
    parts = [sheet.get("cells") if isinstance(sheet, dict) else None for sheet in sheets]
    whole = [part for part in parts if isinstance(part, list)]
    cells = [cell for part in whole for cell in part] if whole and whole == parts else None
    return {**notebook, "nbformat": 4, "cells": cells}
