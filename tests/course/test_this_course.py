"""Every assignment of this repository keeps the promises made to students and teachers."""

from __future__ import annotations

import inspect
import re
import warnings
from pathlib import Path
from typing import Any

import nbformat
import pytest
import torch

from autograder.checks.collect import collect_specs
from autograder.course.assignment import Assignment
from autograder.course.notebook import as_text, solved, starter
from autograder.course.reference import misconceptions, reference_names
from autograder.course.release import is_up_to_date, released_path
from autograder.grading.notebook import declared_assignment, parse
from autograder.grading.points import shares

REGION = re.compile(r"### BEGIN SOLUTION\n(.*?)### END SOLUTION", re.DOTALL)


def task_cells(notebook: Any) -> dict[str, str]:
    cells = [cell for cell in notebook.cells if cell.metadata.nbgrader.solution]
    return {cell.metadata.nbgrader.grade_id: cell.source for cell in cells}


def code_before_tests(notebook: Any) -> list[str]:
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    return [cell.source for cell in cells if not cell.metadata.nbgrader.grade]


def test_committed_notebook_is_what_the_source_gives(course: Path, real: Assignment) -> None:
    assert is_up_to_date(course, real)


def test_generation_is_deterministic(real: Assignment) -> None:
    assert as_text(starter(real)) == as_text(starter(real))


def test_starter_tells_no_solution(course: Path, real: Assignment) -> None:
    released = task_cells(nbformat.read(released_path(course, real.slug), as_version=4))
    for task, source in task_cells(solved(real)).items():
        regions = REGION.findall(source)
        assert regions, f"{task} has no solution region"
        lines = {line.strip() for region in regions for line in region.splitlines()}
        shown = {line.strip() for line in released[task].splitlines()}
        assert not (lines - {""}) & shown


def test_released_file_names_no_solution_anywhere(course: Path, real: Assignment) -> None:
    text = released_path(course, real.slug).read_text(encoding="utf-8")
    assert "SOLUTION" not in text
    assert "HIDDEN" not in text


def test_stubs_are_not_written_yet(real: Assignment) -> None:
    names: dict[str, Any] = {"__name__": "starter"}
    for source in code_before_tests(starter(real)):
        exec(source, names)
    for task in real.tasks:
        with pytest.raises(NotImplementedError):
            use(names[task.name])


def use(thing: Any) -> None:
    """Call a function, or make an object of a class and call its ``forward``."""
    if isinstance(thing, type):
        if not issubclass(thing, torch.autograd.Function):
            thing(*nothings(thing))
        thing.forward(*nothings(thing.forward))
    else:
        thing(*nothings(thing))


def nothings(function: Any) -> list[None]:
    named = inspect.Parameter.POSITIONAL_OR_KEYWORD
    return [None for p in inspect.signature(function).parameters.values() if p.kind is named]


def test_solved_notebook_runs_with_its_own_tests(
    real: Assignment, capsys: pytest.CaptureFixture[str]
) -> None:
    names: dict[str, Any] = {"__name__": "solved"}
    for cell in solved(real).cells:
        if cell.cell_type == "code":
            exec(cell.source, names)
    assert {task.name for task in real.tasks} <= set(names)


def test_reference_defines_every_task(real: Assignment) -> None:
    assert {task.name for task in real.tasks} <= set(reference_names(real))


def test_every_task_has_a_first_test_worth_its_points(real: Assignment) -> None:
    graded = [c.metadata.nbgrader for c in starter(real).cells if c.metadata.nbgrader.grade]
    points = {cell.grade_id: cell.points for cell in graded}
    assert points == {f"test_{task.name}": task.points for task in real.tasks}


@pytest.mark.parametrize("make", [starter, solved])
def test_notebook_is_valid(real: Assignment, make: Any) -> None:
    nbformat.validate(nbformat.reads(as_text(make(real)), as_version=4))


@pytest.mark.parametrize("make", [starter, solved])
def test_notebook_is_valid_to_nbgrader(real: Assignment, make: Any) -> None:
    with warnings.catch_warnings():
        # Its imports use what their own libraries call old.
        warnings.simplefilter("ignore")
        from nbgrader import nbgraderformat

    notebook = nbformat.reads(as_text(make(real)), as_version=4)
    nbgraderformat.MetadataValidator().validate_nb(notebook)
    grade_ids = [cell.metadata.nbgrader.grade_id for cell in notebook.cells]
    assert len(set(grade_ids)) == len(grade_ids)


def test_notebook_file_is_placed_by_its_metadata(course: Path, real: Assignment) -> None:
    content = released_path(course, real.slug).read_bytes()
    assert declared_assignment(parse(content)) == real.slug


def test_misconceptions_fail_checks_that_there_are(real: Assignment) -> None:
    checks = {spec.name for spec in collect_specs(real.checks)}
    for known in misconceptions(real):
        assert set(known.fails) <= checks, known.name
        assert len(set(known.fails)) == len(known.fails), known.name


def test_no_two_misconceptions_share_a_hint(real: Assignment) -> None:
    hints = [known.hint for known in misconceptions(real)]
    assert len(set(hints)) == len(hints)


def test_every_task_has_checks_that_share_its_points(real: Assignment) -> None:
    specs = collect_specs(real.checks)
    assert float(sum(shares(real, specs).values())) == real.max_score
    assert len({spec.name for spec in specs}) == len(specs)
