"""From the one source of an assignment to the notebooks: the starter and the solved one.

The source is a Python file in jupytext's percent format. Its cells say what they are:

* ``# %% [markdown]`` is prose;
* ``# %% task="name"`` is where the student writes a task, with the solution between nbgrader's
  markers ``### BEGIN SOLUTION`` and ``### END SOLUTION``;
* ``# %% tests="name"`` is a first self-check of a task, worth the task's points in nbgrader;
* ``# %%`` is provided code.
"""

from __future__ import annotations

import re
from typing import Any

import jupytext
import nbformat
from nbformat import NotebookNode

from autograder.course.assignment import Assignment, CourseError
from autograder.course.released import stubbed

NBGRADER_SCHEMA = 3
_LAST_WORDS = """## Before you hand in

Where `torchgrade` is installed (the course's README says how), you can try your functions as the
grader will. In a new code cell run `%load_ext autograder` once, then `%check`, or `%check` and the
name of a task. In a terminal, `autograder check {slug}.ipynb` runs the saved notebook from the top
and warns of what usually goes wrong. Neither tells your mark: hidden checks use other numbers."""
_KERNEL = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}


def solved(assignment: Assignment) -> NotebookNode:
    """The notebook with the solutions in it."""
    text = assignment.source.read_text(encoding="utf-8")
    cells = jupytext.reads(text, fmt="py:percent").cells
    notebook = nbformat.v4.new_notebook()
    notebook.metadata = {
        "kernelspec": _KERNEL,
        "language_info": {"name": "python"},
        "autograder": {"assignment": assignment.slug},
    }
    points = {task.name: task.points for task in assignment.tasks}
    notebook.cells = [_cell(cell, index, points) for index, cell in enumerate(cells)]
    _require_all_tasks(assignment, notebook)
    return notebook


def starter(assignment: Assignment) -> NotebookNode:
    """The notebook as students get it: solutions replaced by stubs."""
    notebook = solved(assignment)
    for cell in notebook.cells:
        name = cell.metadata.nbgrader.grade_id
        if cell.metadata.nbgrader.solution:
            solved_cell, cell.source = cell.source, stubbed(cell.source)
            if cell.source == solved_cell:
                raise CourseError(f"{assignment.source}: task {name} has no solution region")
        if re.search(r"\b(BEGIN|END) SOLUTION", cell.source, re.IGNORECASE):
            raise CourseError(
                f"{assignment.source}: in {name} a solution region is not closed, not in a task "
                "cell, or not spelled '### BEGIN SOLUTION' and '### END SOLUTION'"
            )
    notebook.cells.append(_last_words(assignment))
    return notebook


def _last_words(assignment: Assignment) -> NotebookNode:
    """Prose, since code would fail where the package is not installed."""
    text = _LAST_WORDS.format(slug=assignment.slug)
    made = nbformat.v4.new_markdown_cell(text)
    made.id = "before-you-hand-in"
    made.metadata = _nbgrader({"grade": False, "locked": True, "solution": False}, made.id)
    return made


def as_text(notebook: NotebookNode) -> str:
    """The notebook file's text; the same notebook always gives the same bytes."""
    return f"{nbformat.writes(notebook)}\n"


def _cell(cell: NotebookNode, index: int, points: dict[str, float]) -> NotebookNode:
    task, tests = cell.metadata.get("task"), cell.metadata.get("tests")
    name = task or (f"test_{tests}" if tests else f"cell_{index:02d}")
    kind: dict[str, Any] = {"grade": False, "locked": task is None, "solution": task is not None}
    if tests:
        kind |= {"grade": True, "points": points.get(tests, 0)}
    made = (
        nbformat.v4.new_markdown_cell(cell.source)
        if cell.cell_type == "markdown"
        else nbformat.v4.new_code_cell(cell.source)
    )
    made.id = name.replace("_", "-")[:64]
    made.metadata = _nbgrader(kind, name)
    return made


def _nbgrader(kind: dict[str, Any], name: str) -> NotebookNode:
    about = {**kind, "grade_id": name, "schema_version": NBGRADER_SCHEMA, "task": False}
    return nbformat.from_dict({"nbgrader": about})


def _require_all_tasks(assignment: Assignment, notebook: NotebookNode) -> None:
    found = [c.metadata.nbgrader.grade_id for c in notebook.cells if c.metadata.nbgrader.solution]
    declared = [task.name for task in assignment.tasks]
    if sorted(found) != sorted(declared):
        raise CourseError(
            f"{assignment.source} has task cells {found}, assignment.toml lists {declared}"
        )
