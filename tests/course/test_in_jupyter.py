"""Released notebooks in a real kernel, as a student runs them; the solved ones as nbgrader does."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from autograder.course.assignment import Assignment
from autograder.course.notebook import as_text, solved
from autograder.course.release import released_path

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("default")]


def errors_of(notebook: Any) -> dict[str, str]:
    """The name of each cell that raised, and what."""
    return {
        cell.metadata.nbgrader.grade_id: output.ename
        for cell in notebook.cells
        for output in cell.get("outputs", ())
        if output.output_type == "error"
    }


def test_starter_fails_in_its_tests_only(course: Path, real: Assignment, tmp_path: Path) -> None:
    notebook = nbformat.read(released_path(course, real.slug), as_version=4)
    folder = {"metadata": {"path": str(tmp_path)}}
    NotebookClient(notebook, allow_errors=True, resources=folder, timeout=120).execute()
    tests = [f"test_{task.name}" for task in real.tasks]
    names = [cell.metadata.nbgrader.grade_id for cell in notebook.cells]
    errors = errors_of(notebook)
    assert set(tests) <= set(errors)
    # A task that runs in processes of its own fails there; a last look at all tasks may fail too.
    assert set(errors.values()) <= {"NotImplementedError", "RuntimeError"}
    assert all(names.index(name) > names.index(tests[-1]) for name in set(errors) - set(tests))


def test_solved_passes_nbgrader_validate(real: Assignment, tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from nbgrader.validator import Validator
    path = tmp_path / f"{real.slug}.ipynb"
    path.write_text(as_text(solved(real)), encoding="utf-8")
    assert Validator().validate(str(path)) == {}
