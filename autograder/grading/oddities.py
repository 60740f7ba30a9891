"""What is odd about a notebook that can be graded all the same: told, and never a point less."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from autograder.grading.notebook import (
    cells_of,
    encoding_of,
    has_text,
    is_code,
    source_of,
    was_code,
)

_NAMED = 3


def oddities(content: bytes, notebook: dict[str, Any], setup: Sequence[str]) -> tuple[str, ...]:
    """A sentence for each thing that was mended or guessed.

    Args:
        content: the file.
        notebook: what ``parse`` made of it.
        setup: the definitions of the provided cells, as the starter has them.
    """
    return tuple(_oddities(content, notebook, setup))


def _oddities(content: bytes, notebook: dict[str, Any], setup: Sequence[str]) -> Iterator[str]:
    encoding = encoding_of(content)
    if encoding != "utf-8":
        yield f"The file is not in UTF-8; it was read as {encoding}."
    if notebook.get("nbformat") not in (None, 4):
        yield f"The file says nbformat {str(notebook['nbformat'])[:20]}; it was read as format 4."
    if any(map(was_code, cells_of(notebook))):
        yield "The cell of a task had become a text cell; it was run as code."
    code = [cell for cell in cells_of(notebook) if is_code(cell)]
    if not all(map(has_text, code)):
        yield "A code cell holds something other than text; it was taken to be empty."
    lacking = _lacking(code, setup)
    if lacking:
        names = ", ".join(f"`{one.splitlines()[0]}`" for one in lacking[:_NAMED])
        more = ", …" if len(lacking) > _NAMED else ""
        yield f"Provided code is missing or changed ({names}{more}); the original was run first."


def _lacking(code: Sequence[dict[str, Any]], setup: Sequence[str]) -> list[str]:
    lines = {line.strip() for cell in code for line in source_of(cell).splitlines()}
    return [one for one in setup if not lines.issuperset(map(str.strip, one.splitlines()))]
