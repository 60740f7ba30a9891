"""What goes wrong on handing in, each said in one sentence with its place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.grading.notebook import CodeCell, parse
from autograder.grading.run_notebook import CellRun
from autograder.student.bundle import Bundle
from autograder.student.cautions import Caution
from autograder.student.fresh import FreshRun
from autograder.student.in_the_file import cautions_of_file
from autograder.student.in_the_run import cautions_of_run
from autograder.wire.messages import Place, Raised

DOUBLE = "def double(x):\n    return x + x"
TRIPLE = "def triple(x):\n    return 3 * x"
IMPORT = "import torch"


def code(source: str, count: int | None = 1, error: bool = False) -> dict[str, Any]:
    outputs = [{"output_type": "error"}] if error else []
    return {"cell_type": "code", "source": source, "execution_count": count, "outputs": outputs}


def text(source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "source": source}


def said(bundle: Bundle, *cells: dict[str, Any], name: str = "doubling.ipynb", **metadata: Any):  # type: ignore[no-untyped-def]
    """The sentences about a file, those that cost points marked with a cross."""
    notebook = {"nbformat": 4, "metadata": metadata, "cells": [*cells]}
    found = cautions_of_file(Path(name), b"{}", notebook, bundle)
    return [("✗ " if one.costs else "! ") + one.text for one in found]


def whole(bundle: Bundle, *more: dict[str, Any]) -> list[str]:
    """What is said of a notebook that is right but for these cells."""
    found: list[str] = said(bundle, code(IMPORT), code(DOUBLE, 2), code(TRIPLE, 3), *more)
    return found


def test_a_notebook_in_order_has_none(bundle: Bundle) -> None:
    assert whole(bundle, code("", None), code("double(2)", 4)) == []


def test_a_misspelled_task(bundle: Bundle) -> None:
    found = said(bundle, code(IMPORT), code("def Duoble(x): return 1", 2), code(TRIPLE, 3))
    assert found == [
        "✗ No cell defines `double`, but code cell 2 (`def Duoble(x): return 1`) defines `Duoble`: "
        "call it `double`, as in the starter, or it will not be found."
    ]


def test_a_lost_task(bundle: Bundle) -> None:
    assert said(bundle, code(IMPORT), code(DOUBLE, 2)) == [
        "✗ No cell defines `triple`: write it, or take its cell from the starter again."
    ]


def test_a_task_in_a_text_cell(bundle: Bundle) -> None:
    assert said(bundle, code(IMPORT), code(DOUBLE, 2), text(TRIPLE)) == [
        "✗ `triple` is written in a text cell, which is not run: make it a code cell again (click "
        "on it, then Esc and y)."
    ]


def test_a_task_in_a_cell_that_python_cannot_read_is_left_to_the_run(bundle: Bundle) -> None:
    found = said(bundle, code(IMPORT), code(DOUBLE, 2), code("def triple(x)\n    return", 3))
    assert found == []


def test_a_task_defined_twice(bundle: Bundle) -> None:
    assert whole(bundle, code(DOUBLE, 4)) == [
        "! `double` is defined more than once, in code cell 2 and again in code cell 4 "
        "(`def double(x):`): only the last one counts, so delete the others."
    ]


def test_a_stub_after_the_answer_costs(bundle: Bundle) -> None:
    stub = 'def double(x):\n    raise NotImplementedError("write this function")'
    twice, unwritten = whole(bundle, code(stub, 4))
    assert twice.startswith("✗ `double` is defined more than once")
    assert unwritten == "✗ Not written yet: `double`."


def test_a_task_that_becomes_a_number(bundle: Bundle) -> None:
    assert whole(bundle, code("double = 3", 4)) == [
        "✗ `double` is given to something that is no function in code cell 4 (`double = 3`): use "
        "another name there, since what counts is what the name stands for at the end."
    ]


@pytest.mark.parametrize("source", ["double = lambda x: 2 * x", "double = torch.compile(double)"])
def test_a_function_by_other_means_is_one(bundle: Bundle, source: str) -> None:
    found = whole(bundle, code(source, 4))
    assert [one[0] for one in found] == ["!"]


def test_cells_out_of_order(bundle: Bundle) -> None:
    (found,) = whole(bundle, code("double(1)", 9), code("double(2)", 8))
    assert found.startswith("! Run earlier than the cells above: code cell 5 (`double(2)`). The g")


def test_cells_never_run(bundle: Bundle) -> None:
    (found,) = whole(bundle, code("double(1)", None))
    assert found == "! Never run, but the grader will: code cell 4 (`double(1)`)."


def test_a_notebook_that_was_never_run(bundle: Bundle) -> None:
    cells = code(IMPORT, None), code(DOUBLE, None), code(TRIPLE, None)
    (found,) = said(bundle, *cells)
    assert found.startswith("! No cell shows that it was run: run all once")


def test_provided_code_that_is_gone(bundle: Bundle) -> None:
    (found,) = said(bundle, code(DOUBLE), code(TRIPLE, 2))
    assert found.startswith("! Provided code is missing or changed (`import torch`)")


@pytest.mark.parametrize("place", ["/home/me/a.csv", "C:\\\\me\\\\a.csv", "/content/drive/a.csv"])
def test_places_that_only_one_computer_has(bundle: Bundle, place: str) -> None:
    (found,) = whole(bundle, code(f"data = '{place}'", 4))
    assert found.startswith("! Code cell 4 (`data = '")
    assert "names a place that only your computer has" in found


@pytest.mark.parametrize("line", ["!pip install lightning", "%pip install x", "  !conda install x"])
def test_installing(bundle: Bundle, line: str) -> None:
    (found,) = whole(bundle, code(line, 4))
    assert "installs something: the grader has no network" in found


@pytest.mark.parametrize(
    ("name", "metadata", "says"),
    [
        ("mine.ipynb", {}, "Nothing in the file says which assignment it is"),
        ("al_doubling.ipynb", {}, ""),
        ("mine.ipynb", {"autograder": {"assignment": "doubling"}}, ""),
        ("doubling.ipynb", {"autograder": {"assignment": "other"}}, "The notebook is of other"),
    ],
)
def test_what_the_grader_cannot_place(
    bundle: Bundle, name: str, metadata: dict[str, Any], says: str
) -> None:
    cells = code(IMPORT), code(DOUBLE, 2), code(TRIPLE, 3)
    found = said(bundle, *cells, name=name, **metadata)
    assert len(found) == bool(says)
    assert all(one.startswith(f"✗ {says}") for one in found)


@pytest.mark.parametrize(("mib", "mark"), [(15, ""), (18, "!"), (21, "✗")])
def test_a_file_that_is_too_large(bundle: Bundle, mib: int, mark: str) -> None:
    cells = [code(IMPORT), code(DOUBLE, 2), code(TRIPLE, 3)]
    notebook: dict[str, Any] = {"nbformat": 4, "metadata": {}, "cells": cells}
    found = cautions_of_file(Path("doubling.ipynb"), b" " * (mib * 2**20), notebook, bundle)
    assert ["✗" if one.costs else "!" for one in found] == [*mark]


def of_run(
    bundle: Bundle, error: Raised, *, worked: bool = True, source: str = "x", provided: bool = False
) -> list[Caution]:
    saved = [code(source, 1, error=not worked)]
    fresh = FreshRun(cells=[CellRun(1, "", error)])
    return cautions_of_run(fresh, saved, [CodeCell(source, provided)], bundle)


def raised(name: str, message: str, cell: int = 1) -> Raised:
    return Raised(name=name, message=message, trace=[Place(cell=cell, line=2, code="the line")])


def test_a_name_that_only_the_old_kernel_knew(bundle: Bundle) -> None:
    (found,) = of_run(bundle, raised("NameError", "name 'helper' is not defined"))
    assert found.costs
    assert found.text == (
        "Code cell 1 (`x`) uses `helper`, which no cell above defines any more; only your running "
        "kernel remembers it. Write that definition again, in a cell above."
    )


def test_a_name_that_never_worked_is_an_error_like_others(bundle: Bundle) -> None:
    error = raised("NameError", "name 'helper' is not defined")
    (found,) = of_run(bundle, error, worked=False)
    assert not found.costs
    assert found.text.startswith("Code cell 1 (`x`) stops with an error: NameError: name 'helper'")


def test_of_a_task_that_is_not_there_enough_is_said(bundle: Bundle) -> None:
    assert of_run(bundle, raised("NameError", "name 'double' is not defined")) == []


@pytest.mark.parametrize(
    ("error", "costs", "says"),
    [
        (
            raised("SyntaxError", "expected ':'"),
            True,
            "Python cannot read code cell 1 (`x`): expected ':', at line 2 (`the line`). Nothing "
            "in that cell counts until it is mended.",
        ),
        (
            raised("FileNotFoundError", "[Errno 2] No such file or directory: 'a.csv'"),
            True,
            "Code cell 1 (`x`) needs the file 'a.csv', which is not there when it is graded: only "
            "the notebook is handed in, so make the file in a cell, or do without.",
        ),
        (
            raised("ModuleNotFoundError", "No module named 'mine'"),
            True,
            "Code cell 1 (`x`) imports `mine`, which is not there when it is graded: use only what "
            "requirements.txt names, and no files of your own.",
        ),
        (
            Raised(name="TimedOut", message="Too long."),
            True,
            "Code cell 1 (`x`) was stopped. Too long.",
        ),
        (
            raised("ValueError", "no", cell=3),
            False,
            "Code cell 1 (`x`) stops with an error: ValueError: no, at line 2 of code cell 3 "
            "(`the line`). What is below that line in the cell is not run.",
        ),
    ],
)
def test_errors_of_cells(bundle: Bundle, error: Raised, costs: bool, says: str) -> None:
    assert of_run(bundle, error) == [Caution(says, costs)]


def test_a_first_test_that_fails(bundle: Bundle) -> None:
    found = of_run(bundle, raised("AssertionError", ""), provided=True)
    assert found == [Caution("The test in code cell 1 (`x`) fails, at line 2 (`the line`).")]


def test_a_test_of_a_task_that_is_not_written_says_nothing_new(bundle: Bundle) -> None:
    assert of_run(bundle, raised("NotImplementedError", "write this function")) == []


def test_a_process_that_died(bundle: Bundle) -> None:
    assert cautions_of_run(FreshRun(died="Gone."), [], [], bundle) == [Caution("Gone.", True)]


def test_a_slow_notebook(bundle: Bundle) -> None:
    (found,) = cautions_of_run(FreshRun(seconds=5.0), [], [], bundle)
    assert found.text.startswith("The cells took 5 seconds; the grader stops a notebook after abou")


json_like = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)
odd_cell = st.fixed_dictionaries(
    {"cell_type": st.sampled_from(["code", "markdown", 3])},
    optional={
        "source": json_like | st.sampled_from([DOUBLE, "def double(", "%x", "\x00"]),
        "execution_count": json_like,
        "outputs": json_like,
        "metadata": json_like,
    },
)


@given(st.lists(odd_cell | json_like, max_size=4), json_like)
def test_no_file_breaks_us(cells: list[Any], metadata: Any) -> None:
    import json

    bundle = small()
    notebook = parse(json.dumps({"cells": cells, "metadata": metadata}).encode())
    cautions_of_file(Path("a.ipynb"), b"{}", notebook, bundle)


def small() -> Bundle:
    from autograder.student.bundle import BundledTask
    from autograder.wire.limits import Limits

    tasks = [BundledTask("double", 1)]
    return Bundle(1, "s", "T", "1", tasks, Limits(), [], [], ["import torch"], [], [])
