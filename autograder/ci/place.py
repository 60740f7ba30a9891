"""Where a line of a code cell is in the notebook *file*, which is what annotations point into."""

from __future__ import annotations

import ast
import json
import json.decoder
import json.scanner
from collections.abc import Sequence
from typing import Any

from autograder.grading.notebook import (
    NotebookError,
    cells_of,
    code_cells,
    encoding_of,
    is_code,
    parse,
)


class _Located(str):
    """A string of the file; ``at`` is where it begins."""

    at: int


class NotebookLines:
    """The lines of a notebook file by cell and line. The bytes may be anything."""

    def __init__(self, content: bytes) -> None:
        self._text = content.decode(encoding_of(content), "replace").removeprefix("\ufeff")
        self._cells = _located_cells(self._text)
        try:
            self._sources = [cell.source for cell in code_cells(parse(content))]
        except NotebookError:
            self._sources = []

    def of(self, cell: int, line: int) -> int:
        """The line of the file that holds this line of a code cell, all from 1; 1 if none does."""
        if not 1 <= cell <= len(self._cells):
            return 1
        at = 0
        for piece in self._cells[cell - 1]:
            at = piece.at
            line -= piece.count("\n")
            if line < 1 or (line == 1 and not piece.endswith("\n")):
                break
        return self._text.count("\n", 0, at) + 1

    def of_definition(self, name: str) -> int:
        """The line of the file where this function or class is last defined; 1 if nowhere."""
        for cell in range(len(self._sources), 0, -1):
            line = _definition(self._sources[cell - 1], name)
            if line:
                return self.of(cell, line)
        return 1


def _definition(source: str, name: str) -> int:
    """The line of a cell that defines a name, 0 if none does."""
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        heads = tuple(f"{word} {name}{end}" for word in ("def", "class") for end in "(:[ ")
        lines = enumerate(source.splitlines(), start=1)
        return max((number for number, line in lines if line.startswith(heads)), default=0)
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    found = [node.lineno for node in body if isinstance(node, kinds) and node.name == name]
    return max(found, default=0)


def _located_cells(text: str) -> list[list[_Located]]:
    """The pieces of each code cell's source; none where the file cannot be read so."""
    try:
        notebook = _decoder().decode(text)
        cells = [cell for cell in cells_of(notebook) if is_code(cell)]
    except (ValueError, KeyError, TypeError, RecursionError, AttributeError):
        return []
    return [_pieces(cell.get("source")) for cell in cells]


def _pieces(source: object) -> list[_Located]:
    pieces: Sequence[object] = source if isinstance(source, list) else [source]
    return [piece for piece in pieces if isinstance(piece, _Located)]


def _decoder() -> json.JSONDecoder:
    """Decodes as ``json.loads`` does, but strings know where they were."""
    decoder: Any = json.JSONDecoder()

    def parse_string(text: str, end: int, strict: bool = True) -> tuple[str, int]:
        value, after = json.decoder.scanstring(text, end, strict)  # type: ignore[attr-defined]
        located = _Located(value)
        located.at = end
        return located, after

    decoder.parse_string = parse_string
    decoder.scan_once = json.scanner.py_make_scanner(decoder)  # type: ignore[attr-defined]
    return decoder  # type: ignore[no-any-return]
