"""nbgrader's own gradebook, through its API: opened, and laid out as ours is.

nbgrader keeps a score for each test cell and a comment for each solution cell. A task of ours is
one of each, under the names that released notebooks carry.
"""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy.exc import SAWarning

from gradebook.errors import GradebookError
from gradebook.records import Assignment, Student

AUTHOR = "nbgrader"
"""Who decided what was decided in nbgrader."""


def test_cell(task: str) -> str:
    """The name of the cell that has a task's score."""
    return f"test_{task}"


@contextmanager
def opened(course_dir: Path) -> Iterator[Any]:
    """nbgrader's gradebook in its course folder, made if there is none.

    Raises ``GradebookError`` where nbgrader is missing.
    """
    try:
        from nbgrader.api import Gradebook
    except ModuleNotFoundError as error:
        raise GradebookError(f"{error}; install it: pip install 'torchgrade[nbgrader]'") from None
    with _alembic_on_path(), warnings.catch_warnings():
        warnings.simplefilter("ignore", SAWarning)  # nbgrader's use of SQLAlchemy has some
        with closing(Gradebook(f"sqlite:///{course_dir / 'gradebook.db'}")) as api:
            yield api


@contextmanager
def _alembic_on_path() -> Iterator[None]:
    """nbgrader starts ``alembic`` by name, which lies beside this Python."""
    before = os.environ.get("PATH", "")
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{before}"
    try:
        yield
    finally:
        os.environ["PATH"] = before


def put_assignment(api: Any, assignment: Assignment) -> None:
    """Make nbgrader know an assignment, its one notebook and the cells of its tasks."""
    slug = assignment.slug
    due = {"duedate": _naive(assignment.due)} if assignment.due else {}
    api.update_or_create_assignment(slug, **due)
    api.update_or_create_notebook(slug, slug)
    for task in assignment.tasks:
        most = 0.0 if task.bonus else task.points
        kind = {"max_score": most, "cell_type": "code"}
        api.update_or_create_grade_cell(test_cell(task.name), slug, slug, **kind)
        api.update_or_create_solution_cell(task.name, slug, slug)


def put_student(api: Any, student: Student) -> None:
    """Make nbgrader know a student."""
    names = {"first_name": student.first_name, "last_name": student.last_name}
    api.update_or_create_student(student.id, **names, email=student.email)


def put_submission(api: Any, student_id: str, slug: str, moment: Any) -> Any:
    """nbgrader's submission of a student, with a place for every task; made if there is none."""
    stamp = {"timestamp": _naive(moment)} if moment else {}
    submission = api.update_or_create_submission(slug, student_id, **stamp)
    (notebook,) = (one for one in submission.notebooks if one.name == slug)
    _fill(api, notebook)
    return notebook


def _fill(api: Any, submitted: Any) -> None:
    """Add what a task that came later lacks: nbgrader copies tasks only into new submissions."""
    from nbgrader.api import Comment, Grade

    graded = {grade.cell_id for grade in submitted.grades}
    commented = {comment.cell_id for comment in submitted.comments}
    for cell in submitted.notebook.grade_cells:
        if cell.id not in graded:
            api.db.add(Grade(cell_id=cell.id, notebook=submitted))
    for cell in submitted.notebook.solution_cells:
        if cell.id not in commented:
            api.db.add(Comment(cell_id=cell.id, notebook=submitted))
    api.db.commit()


def _naive(moment: Any) -> str:
    """A moment as nbgrader reads it."""
    return f"{moment:%Y-%m-%d %H:%M:%S.%f} UTC"
