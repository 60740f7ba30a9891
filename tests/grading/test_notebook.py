"""Read a notebook file whose bytes may be anything: cells, or ``NotebookError``."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.grading.notebook import (
    MAX_CELLS,
    CodeCell,
    NotebookError,
    code_cells,
    declared_assignment,
    parse,
)

NotebookBytes = Callable[..., bytes]

anything = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)
cells = st.fixed_dictionaries(
    {},
    optional={
        "cell_type": st.sampled_from(["code", "markdown", "raw", "heading"]) | anything,
        "source": st.text(max_size=9) | st.lists(st.text(max_size=9), max_size=3) | anything,
        "input": st.text(max_size=9) | anything,
        "metadata": anything,
        "outputs": anything,
        "language": anything,
    },
)
notebooks = st.fixed_dictionaries(
    {},
    optional={
        "nbformat": st.sampled_from([1, 2, 3, 4, 5, -1, 10**9, 4.5, "4", True]) | anything,
        "nbformat_minor": st.integers(-1, 99) | anything,
        "cells": st.lists(cells | anything, max_size=4) | anything,
        "worksheets": st.lists(
            st.fixed_dictionaries({"cells": st.lists(cells | anything, max_size=3)}) | anything,
            max_size=2,
        )
        | anything,
        "metadata": anything,
    },
)


def read(content: bytes) -> list[str]:
    """Everything that grading does with the bytes."""
    notebook = parse(content)
    declared = declared_assignment(notebook)
    assert declared is None or isinstance(declared, str)
    sources = [cell.source for cell in code_cells(notebook)]
    for source in sources:
        source.encode()
    return sources


@given(st.binary(max_size=200))
def test_any_bytes(content: bytes) -> None:
    with pytest.raises(NotebookError):
        read(content)


@settings(max_examples=30)
@given(notebooks | anything)
def test_any_json(notebook: Any) -> None:
    with contextlib.suppress(NotebookError):
        read(json.dumps(notebook).encode())


@given(st.lists(st.text(), max_size=5), st.booleans())
def test_sources_are_read_as_they_are(sources: list[str], split: bool) -> None:
    written = [source.splitlines(keepends=True) if split else source for source in sources]
    made = [{"cell_type": "code", "source": source} for source in written]
    assert read(json.dumps({"nbformat": 4, "cells": made}).encode()) == sources


@pytest.mark.parametrize("version", [1, 2, 3])
def test_old_format_prints_nothing(
    version: int, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    cell = {"cell_type": "code", "input": "x", "outputs": [{"output_type": "\x1b[31m"}]}
    sheets = {"worksheets": [{"cells": [cell, {"\x1b[31m": 5}]}], "cells": [cell]}
    old = {"nbformat": version, "metadata": {"\x1b]0;title\x07": 1}, **sheets}
    with contextlib.suppress(NotebookError):
        read(json.dumps(old).encode())
    assert capfd.readouterr() == ("", "")
    assert not caplog.records


@pytest.mark.parametrize(
    "content",
    [
        b'{"cells": [], "a": 1e999999, "b": NaN, "c": -Infinity, "a": [1e-999999]}',
        b'{"cells": [], "cells": [5, {}], "cells": []}',
        b" " * 2**20 + b'{"cells":' + b"\n" * 2**20 + b"[]}",
        b'{"cells": [], "\\u0000\\ud800": "\\udfff"}',
    ],
)
def test_odd_json_is_a_notebook(content: bytes) -> None:
    assert read(content) == []


@pytest.mark.parametrize("digits", [4301, 2**20])
def test_number_without_end_is_refused_at_once(digits: int) -> None:
    with pytest.raises(NotebookError, match="not a notebook"):
        read(b'{"cells": [], "n": ' + b"9" * digits + b"}")


@pytest.mark.parametrize("opening", [b'{"cells": [[', b'{"cells": [{"a":', b'{"metadata": {"a":'])
def test_json_nested_without_end_is_refused(opening: bytes) -> None:
    inner = opening[-4:] if b'"a"' in opening else b"["
    with pytest.raises(NotebookError, match="not a notebook"):
        read(opening + b'{"a":' * 500_000 + inner)


def test_only_code_cells_count() -> None:
    made = [{"cell_type": kind, "source": kind} for kind in ("markdown", "code", "raw", "code")]
    assert read(json.dumps({"cells": [*made, 5, None]}).encode()) == ["code", "code"]


def test_byte_order_mark_is_no_hindrance(notebook_bytes: NotebookBytes) -> None:
    assert read(b"\xef\xbb\xbf" + notebook_bytes("x = 1")) == ["x = 1"]


def test_half_a_character_is_mended(notebook_bytes: NotebookBytes) -> None:
    assert read(notebook_bytes("x = '\ud800'")) == ["x = '?'"]


def test_cell_without_source_is_empty() -> None:
    assert read(b'{"cells": [{"cell_type": "code"}]}') == [""]


def test_format_3() -> None:
    cell = {"cell_type": "code", "input": ["x = 1\n", "y = 2"], "language": "python", "outputs": []}
    old = {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": [cell]}]}
    assert read(json.dumps(old).encode()) == ["x = 1\ny = 2"]


@pytest.mark.parametrize("version", [1, 2, 3])
def test_old_format_of_many_parts_is_read_at_once(version: int) -> None:
    """A converter that validates takes minutes for these, in the process that all wait for."""
    cell = {"cell_type": "code", "input": "x", "outputs": [{"output_type": 5}] * 100_000}
    many = [{"cell_type": "code", "input": "x", "outputs": [{}]}] * 50_000
    for cells in ([cell], many):
        old = {"nbformat": version, "worksheets": [{"cells": cells}], "cells": cells}
        content = json.dumps(old).encode()
        started = time.process_time()
        with contextlib.suppress(NotebookError):
            assert read(content) == ["x"]
        assert time.process_time() - started < 3


def test_old_format_with_several_worksheets() -> None:
    sheets = [{"cells": [{"cell_type": "code", "input": [text]}]} for text in "ab"]
    assert read(json.dumps({"nbformat": 3, "worksheets": sheets}).encode()) == ["a", "b"]


@pytest.mark.parametrize("sheets", [5, [5], [{}], [{"cells": 5}], [None]])
def test_old_format_without_cells_is_no_notebook(sheets: Any) -> None:
    with pytest.raises(NotebookError, match="no list of cells"):
        read(json.dumps({"nbformat": 3, "worksheets": sheets}).encode())


@pytest.mark.parametrize("nbformat", [2, 3])
def test_new_notebook_with_an_old_number(nbformat: int) -> None:
    """Its cells are not lost, and with them all points; and what has none is no notebook."""
    cell = {"cell_type": "code", "source": "x = 1"}
    assert read(json.dumps({"nbformat": nbformat, "cells": [cell]}).encode()) == ["x = 1"]
    with pytest.raises(NotebookError, match="no list of cells"):
        read(json.dumps({"nbformat": nbformat, "cells": 5}).encode())


@pytest.mark.parametrize("nbformat", [None, 4, 4.0, 0, -1, 5, 99, 10**30, 4.5, "4", [], {}, False])
def test_cells_are_read_whatever_the_format_is_said_to_be(nbformat: Any) -> None:
    cell = {"cell_type": "code", "source": "x"}
    assert read(json.dumps({"nbformat": nbformat, "cells": [cell]}).encode()) == ["x"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"print('hello')",
        b"<html></html>",
        b"\xff\xfe\xfd",
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"1" * 10_000,
    ],
)
def test_what_is_no_json(content: bytes) -> None:
    with pytest.raises(NotebookError, match=r"not a (whole )?notebook"):
        read(content)


@pytest.mark.parametrize(
    "content", [b"[]", b"5", b"null", b'"text"', b"{}", b'{"cells": {}}', b'{"worksheets": []}']
)
def test_what_is_no_notebook(content: bytes) -> None:
    with pytest.raises(NotebookError, match="not a notebook"):
        read(content)


def test_marks_of_a_merge_conflict(notebook_bytes: NotebookBytes) -> None:
    text = notebook_bytes("x = 1").replace(b'"x = 1"', b'\n<<<<<<< HEAD\n"x = 1"\n=======\n')
    with pytest.raises(NotebookError, match=r"marks of a merge conflict in it \(line 2\)"):
        read(text)


def test_what_looks_like_a_conflict_in_a_whole_notebook_is_none(
    notebook_bytes: NotebookBytes,
) -> None:
    assert read(notebook_bytes("<<<<<<< HEAD")) == ["<<<<<<< HEAD"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings(encoding: str) -> None:
    text = json.dumps({"cells": [{"cell_type": "code", "source": "é"}]}, ensure_ascii=False)
    assert read(text.encode(encoding)) == ["é"]


@pytest.mark.parametrize("source", [5, None, {}, True, ["x", 5]])
def test_source_that_is_no_text(notebook_bytes: NotebookBytes, source: Any) -> None:
    """The other cells, and their numbers, are as they were."""
    assert read(notebook_bytes("x", source, "y")) == ["x", "", "y"]


def test_too_many_cells(notebook_bytes: NotebookBytes) -> None:
    assert len(read(notebook_bytes(*["x"] * MAX_CELLS))) == MAX_CELLS
    with pytest.raises(NotebookError, match="more than"):
        read(notebook_bytes(*["x"] * (MAX_CELLS + 1)))


@pytest.mark.parametrize("metadata", [None, [], {}, {"autograder": []}, {"autograder": {}}])
def test_notebook_that_names_no_assignment(metadata: Any) -> None:
    assert declared_assignment({"metadata": metadata}) is None
    assert declared_assignment({}) is None


@pytest.mark.parametrize(
    ("source", "provided"), [("x = 1", True), ("\nx = 1\r\n", True), ("x = 2", False)]
)
def test_provided_cells_are_known_by_what_they_hold(
    notebook_bytes: NotebookBytes, source: str, provided: bool
) -> None:
    assert code_cells(parse(notebook_bytes(source)), {"x = 1"}) == [CodeCell(source, provided)]


@pytest.mark.parametrize(
    ("kind", "metadata", "code"),
    [
        ("markdown", {"nbgrader": {"solution": True}}, ["x"]),
        ("raw", {"nbgrader": {"solution": True}}, ["x"]),
        ("markdown", {"nbgrader": {"solution": False}}, []),
        ("markdown", {"nbgrader": []}, []),
        ("markdown", None, []),
        ("heading", {"nbgrader": {"solution": True}}, []),
    ],
)
def test_the_cell_of_a_task_is_code_whatever_it_has_become(
    kind: str, metadata: Any, code: list[str]
) -> None:
    cell = {"cell_type": kind, "source": "x", "metadata": metadata}
    assert read(json.dumps({"cells": [cell]}).encode()) == code
