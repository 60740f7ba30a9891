"""Cells deleted, changed, doubled, moved, merged or stripped of what tools wrote beside them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from gradebook.records import Attempt

Grade = Callable[[bytes], Attempt]
Notebook = dict[str, Any]

pytestmark = pytest.mark.slow


def cell_with(notebook: Notebook, text: str) -> dict[str, Any]:
    """The first code cell that holds a text."""
    code = (cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    return next(cell for cell in code if text in "".join(cell["source"]))


def code(source: str, **more: Any) -> dict[str, Any]:
    return {"cell_type": "code", "source": source, "metadata": {}, "outputs": [], **more}


def imports_deleted(right: Notebook, _: Notebook) -> None:
    right["cells"].remove(cell_with(right, "import torch"))


def imports_broken(right: Notebook, _: Notebook) -> None:
    cell_with(right, "import torch")["source"] = "import torch as\n"


def imports_made_markdown(right: Notebook, _: Notebook) -> None:
    cell_with(right, "import torch")["cell_type"] = "markdown"


def imports_at_the_end(right: Notebook, _: Notebook) -> None:
    cell = cell_with(right, "import torch")
    right["cells"].remove(cell)
    right["cells"].append(cell)


def more_imported(right: Notebook, _: Notebook) -> None:
    cell_with(right, "import torch")["source"] = "import math\nimport torch  \nimport numpy as np"


def provided_cells_deleted(right: Notebook, _: Notebook) -> None:
    right["cells"] = [c for c in right["cells"] if c["metadata"]["nbgrader"]["solution"]]


def provided_cell_edited(right: Notebook, _: Notebook) -> None:
    cell_with(right, "x lives on")["source"] = "x = 5"


def everything_doubled(right: Notebook, _: Notebook) -> None:
    right["cells"] = [cell for cell in right["cells"] for _ in range(2)]


def starter_pasted_below(right: Notebook, untouched: Notebook) -> None:
    right["cells"] += untouched["cells"]


def starter_pasted_above(right: Notebook, untouched: Notebook) -> None:
    right["cells"][:0] = untouched["cells"]


def metadata_lost(right: Notebook, _: Notebook) -> None:
    right["metadata"] = {}
    for cell in right["cells"]:
        del cell["metadata"]


def metadata_lost_and_a_helper_called_x(right: Notebook, _: Notebook) -> None:
    metadata_lost(right, _)
    cell = cell_with(right, "def with_bias")
    helper = "def x(n):\n    return n.new_ones(len(n), 1)\n"
    cell["source"] = helper + "".join(cell["source"]).replace("x.new_ones(len(x), 1)", "X(x)")
    cell["source"] += "\nX = lambda n: globals()['x'](n)\n"


def locked_copy_holds_the_answer(right: Notebook, _: Notebook) -> None:
    """Jupyter copies metadata along with a cell."""
    copy = dict(cell_with(right, "zscore(x.double())"))
    task = cell_with(right, "def zscore")
    copy["source"] = task["source"]
    task["source"] = "def zscore(x):\n    return x  # a draft"
    right["cells"].append(copy)


def foreign_kernel(right: Notebook, _: Notebook) -> None:
    kernel = {"name": "conda-env-dl-py", "display_name": "Python [conda env:dl]"}
    right["metadata"] |= {"kernelspec": kernel, "colab": {"provenance": []}, "accelerator": "GPU"}


def metadata_is_odd(right: Notebook, _: Notebook) -> None:
    right["metadata"] = None
    for cell in right["cells"]:
        cell["metadata"] = []


def cells_reversed(right: Notebook, _: Notebook) -> None:
    right["cells"].reverse()


def task_made_markdown(right: Notebook, _: Notebook) -> None:
    cell_with(right, "def move")["cell_type"] = "markdown"


def task_made_raw(right: Notebook, _: Notebook) -> None:
    cell_with(right, "def move")["cell_type"] = "raw"


def all_in_one_cell(right: Notebook, _: Notebook) -> None:
    cells = [cell for cell in right["cells"] if cell["cell_type"] == "code"]
    right["cells"] = [code("\n".join("".join(cell["source"]) for cell in cells))]


def a_broken_cell_more(right: Notebook, _: Notebook) -> None:
    right["cells"].insert(3, code("def draft(:\n    return"))


def a_cell_of_prose(right: Notebook, _: Notebook) -> None:
    right["cells"].append(code("This is my answer, it isn't code."))


def conflict_in_a_test(right: Notebook, _: Notebook) -> None:
    cell = cell_with(right, "assert torch.allclose(zscore(x), expected)")
    cell["source"] = ["<<<<<<< HEAD\n", *cell["source"], "\n=======\nx = 1\n>>>>>>> main\n"]


def conflict_in_an_answer(right: Notebook, _: Notebook) -> None:
    text = "def zscore(x):\n<<<<<<< HEAD\n    return x\n=======\n    return 1\n>>>>>>> main\n"
    cell_with(right, "def zscore")["source"] = text


def sources_in_one_piece(right: Notebook, _: Notebook) -> None:
    for cell in right["cells"]:
        cell["source"] = "".join(cell["source"])


def windows_lines(right: Notebook, _: Notebook) -> None:
    for cell in right["cells"]:
        cell["source"] = "".join(cell["source"]).replace("\n", "\r\n")
    right["cells"].insert(0, code("%matplotlib inline\r\n!ls\r\ny = 1 + \\\r\n    1\r\n"))


def source_is_nothing(right: Notebook, _: Notebook) -> None:
    right["cells"][2:2] = [code("") | {"source": None}, code("") | {"source": {"a": 1}}, 5]


def ids_doubled(right: Notebook, _: Notebook) -> None:
    for cell in right["cells"]:
        cell["id"] = "same"


def ids_missing(right: Notebook, _: Notebook) -> None:
    for cell in right["cells"]:
        del cell["id"]


def outputs_missing(right: Notebook, _: Notebook) -> None:
    for cell in right["cells"]:
        cell.pop("outputs", None)
        cell.pop("execution_count", None)


def outputs_huge(right: Notebook, _: Notebook) -> None:
    output = {"output_type": "stream", "name": "stdout", "text": "0123456789abcde\n" * 2**16}
    cell_with(right, "import torch")["outputs"] = [output] * 15


def format_3(right: Notebook, _: Notebook) -> None:
    for cell in right["cells"]:
        if cell["cell_type"] == "code":
            cell |= {"input": cell.pop("source"), "language": "python", "prompt_number": 1}
    right["worksheets"] = [{"cells": right.pop("cells"), "metadata": {}}]
    right |= {"nbformat": 3, "nbformat_minor": 0}


def format_5(right: Notebook, _: Notebook) -> None:
    right |= {"nbformat": 5, "nbformat_minor": 0}


def format_4_of_the_future(right: Notebook, _: Notebook) -> None:
    right |= {"nbformat_minor": 99, "new": {"things": []}}


def format_lost(right: Notebook, _: Notebook) -> None:
    del right["nbformat"]
    del right["nbformat_minor"]


MISSING = "Provided code is missing or changed"
FAILED = "did not run to its end"

# How the notebook was mangled, the points it deserves, and what its note must say.
EXPECTED: dict[Callable[[Notebook, Notebook], None], tuple[float, str]] = {
    imports_deleted: (20, rf"^{MISSING} \(`import torch`\); the original was run first\.$"),
    imports_broken: (20, rf"{MISSING} .*Code cell 1 {FAILED}"),
    imports_made_markdown: (20, MISSING),
    imports_at_the_end: (20, ""),
    more_imported: (20, ""),
    provided_cells_deleted: (20, MISSING),
    provided_cell_edited: (20, ""),
    everything_doubled: (20, ""),
    starter_pasted_below: (20, FAILED),
    starter_pasted_above: (20, FAILED),
    metadata_lost: (20, ""),
    metadata_lost_and_a_helper_called_x: (20, f"Code cell 16 {FAILED}"),
    locked_copy_holds_the_answer: (20, FAILED),
    foreign_kernel: (20, ""),
    metadata_is_odd: (20, ""),
    cells_reversed: (20, FAILED),
    task_made_markdown: (20, "^The cell of a task had become a text cell; it was run as code.$"),
    task_made_raw: (20, "^The cell of a task had become a text cell; it was run as code.$"),
    all_in_one_cell: (20, ""),
    a_broken_cell_more: (20, f"{FAILED}: Your code raised SyntaxError"),
    a_cell_of_prose: (20, f"{FAILED}: Your code raised SyntaxError"),
    conflict_in_a_test: (20, f"{FAILED}: .*<<<<<<< HEAD"),
    conflict_in_an_answer: (16, f"{FAILED}: .*<<<<<<< HEAD"),
    sources_in_one_piece: (20, ""),
    windows_lines: (20, ""),
    source_is_nothing: (20, "^A code cell holds something other than text"),
    ids_doubled: (20, ""),
    ids_missing: (20, ""),
    outputs_missing: (20, ""),
    outputs_huge: (20, ""),
    format_3: (20, ""),
    format_5: (20, "^The file says nbformat 5; it was read as format 4.$"),
    format_4_of_the_future: (20, ""),
    format_lost: (20, ""),
}


@pytest.mark.filterwarnings("ignore")  # nbformat's, about what it mends in old notebooks
@pytest.mark.parametrize("mangle", EXPECTED, ids=lambda mangle: mangle.__name__)
def test_points_and_note(
    mangle: Callable[[Notebook, Notebook], None],
    right: Notebook,
    untouched: Notebook,
    graded: Grade,
) -> None:
    score, note = EXPECTED[mangle]
    mangle(right, untouched)
    attempt = graded(json.dumps(right).encode())
    assert (attempt.status, attempt.score) == ("graded", score), attempt.note
    assert re.search(note, attempt.note) if note else not attempt.note, attempt.note


def test_an_untouched_starter_still_earns_nothing(untouched: Notebook, graded: Grade) -> None:
    attempt = graded(json.dumps(untouched).encode())
    assert (attempt.status, attempt.score) == ("graded", 0)
    outcomes = {check.outcome for check in attempt.checks}
    assert outcomes == {"missing", "skipped"}
