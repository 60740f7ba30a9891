"""A line of a cell is found in the file, however the file is laid out."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.ci.place import NotebookLines

CELLS = [
    {"cell_type": "markdown", "source": ["# def f\n", "text"]},
    {"cell_type": "code", "source": ["import torch\n", "\n", "x = 1"], "outputs": []},
    {"cell_type": "code", "source": "def f(x):\n    return x\n"},
    {"cell_type": "code", "source": ["def f(x):\n", "    y = 'é\\n'\n", "    return y"]},
]


def file_of(cells: object, **layout: object) -> bytes:
    return json.dumps({"cells": cells, "nbformat": 4, "metadata": {}}, **layout).encode()  # type: ignore[arg-type]


def test_each_line_of_a_cell_is_found() -> None:
    content = file_of(CELLS, indent=1)
    lines = content.decode().split("\n")
    found = NotebookLines(content)
    for line, text in ((1, "import torch"), (2, ""), (3, "x = 1")):
        assert json.loads(lines[found.of(1, line) - 1].strip().rstrip(",")).rstrip("\n") == text
    assert "return y" in lines[found.of(3, 3) - 1]


def test_a_cell_in_one_string_is_one_line_of_the_file() -> None:
    content = file_of(CELLS, indent=1)
    lines = content.decode().split("\n")
    found = NotebookLines(content)
    assert found.of(2, 1) == found.of(2, 2)
    assert "def f(x):\\n" in lines[found.of(2, 2) - 1]


def test_the_last_definition_counts() -> None:
    found = NotebookLines(file_of(CELLS, indent=1))
    assert found.of_definition("f") == found.of(3, 1) != found.of(2, 1)
    assert found.of_definition("nowhere") == 1


def test_a_definition_in_a_cell_that_is_no_python() -> None:
    cells = [{"cell_type": "code", "source": ["%time\n", "def g(x): return (\n"]}]
    found = NotebookLines(file_of(cells, indent=1))
    assert found.of_definition("g") == found.of(1, 2) > found.of(1, 1)


@pytest.mark.parametrize(("cell", "line"), [(0, 1), (9, 1), (-1, 1)])
def test_what_is_not_there_is_the_first_line(cell: int, line: int) -> None:
    assert NotebookLines(file_of(CELLS, indent=1)).of(cell, line) == 1


def test_a_line_too_many_is_the_last_of_its_cell() -> None:
    found = NotebookLines(file_of(CELLS, indent=1))
    assert found.of(1, 99) == found.of(1, 3)


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_have_a_first_line(content: bytes) -> None:
    assert NotebookLines(content).of(1, 1) >= 1
    assert NotebookLines(content).of_definition("f") >= 1


ODD = [{"cell_type": "code", "source": [1, None, {"a": "b"}]}]


@pytest.mark.parametrize("content", [b"[" * 100_000, file_of(ODD), b'{"cells": 3}'])
def test_strange_files_have_a_first_line(content: bytes) -> None:
    assert NotebookLines(content).of(1, 1) == 1
