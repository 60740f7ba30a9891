"""From the one source to the starter and the solved notebook."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest

from autograder.course.assignment import Assignment, CourseError, load_assignment
from autograder.course.notebook import as_text, solved, starter
from autograder.course.release import is_up_to_date, released_path, write_starter

WithSource = Callable[[str], Assignment]
TASK = """# %% task="double"
def double(x):
    {}
"""


def sources(notebook: Any) -> list[str]:
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]


def test_starter_has_a_stub_in_place_of_the_solution(folder: Path) -> None:
    task = sources(starter(load_assignment(folder)))[1]
    assert task == (
        'def double(x):\n    """Twice x."""\n    # YOUR CODE HERE\n'
        '    raise NotImplementedError("write this function")'
    )


def test_solved_notebook_has_the_solution(folder: Path) -> None:
    names: dict[str, Any] = {}
    exec("\n".join(sources(solved(load_assignment(folder)))), names)
    assert names["double"](4) == 8


def test_cells_carry_the_metadata_of_nbgrader(folder: Path) -> None:
    cells = starter(load_assignment(folder)).cells
    kinds = [(c.metadata.nbgrader.solution, c.metadata.nbgrader.grade) for c in cells]
    assert kinds == [(False, False), (False, False), (True, False), (False, True), (False, False)]
    assert cells[2].metadata.nbgrader.grade_id == "double"
    assert not cells[2].metadata.nbgrader.locked
    assert cells[3].metadata.nbgrader.points == 2


def test_last_words_tell_how_to_check_oneself_and_run_nothing(folder: Path) -> None:
    last = starter(load_assignment(folder)).cells[-1]
    assert last.cell_type == "markdown"
    assert "%load_ext autograder" in last.source
    assert "autograder check doubling.ipynb" in last.source


def test_notebook_names_its_assignment(folder: Path) -> None:
    assert starter(load_assignment(folder)).metadata.autograder == {"assignment": "doubling"}


def test_two_regions_in_a_cell_are_both_taken_out(with_source: WithSource) -> None:
    region = "### BEGIN SOLUTION\n    {} = 'secret'\n    ### END SOLUTION"
    text = TASK.format(region.format("a") + "\n    kept = 1\n    " + region.format("b"))
    (task,) = sources(starter(with_source(text)))
    assert "secret" not in task
    assert task.count("YOUR CODE HERE") == 2
    assert "kept = 1" in task


@pytest.mark.parametrize(
    "body",
    [
        "### BEGIN SOLUTION\n    return 1",
        "return 1\n    ### END SOLUTION",
        "###BEGIN SOLUTION\n    return 1\n    ### END SOLUTION",
        "### BEGIN SOLUTION\n    return 1\n    ### FINISH SOLUTION",
        "### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION\n    ### BEGIN SOLUTION",
    ],
)
def test_region_that_is_not_closed(with_source: WithSource, body: str) -> None:
    with pytest.raises(CourseError, match="solution region"):
        starter(with_source(TASK.format(body)))


@pytest.mark.parametrize(
    "text",
    [
        "# %%\nx = 1\n",
        TASK.format("return 1") + TASK.format("return 2"),
        TASK.format("return 1").replace("double", "triple"),
        TASK.format("return 1") + '# %% task="more"\ndef more(): pass\n',
        "",
    ],
)
def test_task_cells_must_be_those_that_are_declared(with_source: WithSource, text: str) -> None:
    for make in (solved, starter):
        with pytest.raises(CourseError, match=r"has task cells .* assignment\.toml lists"):
            make(with_source(text))


def test_generation_is_deterministic(folder: Path) -> None:
    texts = {as_text(make(load_assignment(folder))) for make in (starter, starter)}
    assert len(texts) == 1


def test_text_is_a_notebook_file(folder: Path) -> None:
    text = as_text(starter(load_assignment(folder)))
    assert text.endswith("}\n")
    nbformat.validate(nbformat.reads(text, as_version=4))


def test_starter_is_written_only_where_it_changed(folder: Path, with_source: WithSource) -> None:
    course, loaded = folder.parents[1], load_assignment(folder)
    assert not is_up_to_date(course, loaded)
    assert write_starter(course, loaded)
    assert is_up_to_date(course, loaded)
    assert not write_starter(course, loaded)
    changed = with_source((folder / "notebook.py").read_text() + "\n# %%\nmore = 1\n")
    assert not is_up_to_date(course, changed)


def test_released_notebook_lies_where_nbgrader_expects_it() -> None:
    assert released_path(Path("c"), "a") == Path("c/assignments/a/a.ipynb")
