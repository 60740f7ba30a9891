"""``autograder grade``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli import exits, options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autograder.grading.submission import Submission, Unplaced
    from gradebook.records import Attempt, Grade
    from gradebook.store import Gradebook


@click.command()
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--assignment", metavar="SLUG", help="Grade only this assignment, and take every "
              "notebook that no folder places to be for it.")  # fmt: skip
@click.option("--roster", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="CSV of students: id,last_name,first_name,email.")  # fmt: skip
@options.course
@options.gradebook
@options.isolation
@options.jobs
@click.option("--quiet", is_flag=True, help="No progress bar and no table.")
@exits.clear_errors
def grade(
    path: Path,
    assignment: str | None,
    roster: Path | None,
    course: Path | None,
    target: str,
    isolation: str,
    workers: int,
    quiet: bool,
) -> None:
    """Grade the notebooks at PATH and record the results.

    PATH is a folder in nbgrader's layout (student/assignment/notebook.ipynb), a flat folder of
    notebooks, a zip of either, or one notebook. What is unchanged since it was last graded is not
    run again, so an interrupted run is resumed by running it again.

    Exit status: 0 graded; 1 something needs a person; 2 wrong usage; 3 the grader failed.
    """
    from autograder.cli.show import show_grades
    from autograder.course.course import assignment as find
    from autograder.course.course import assignments
    from autograder.grading.collect import entries
    from autograder.grading.grade import plan
    from autograder.grading.submission import submissions
    from autograder.sandbox.isolation import layers_for
    from autograder.sandbox.visible import require_hidden
    from gradebook.roster import read_roster
    from gradebook.store import Gradebook

    folder = options.course_folder(course)
    known = assignments(folder)
    if assignment:
        find(folder, assignment)
    require_hidden([folder / "solutions", path, Path(target)])
    found, unplaced = submissions(
        entries(path), list(known), assignment, path.resolve().name.removesuffix(".zip")
    )
    layers = layers_for(isolation)
    with Gradebook.open(target) as gradebook:
        gradebook.put_students(read_roster(roster) if roster else [])
        todo = plan(gradebook, found, known, layers)
        attempts = _run(todo, gradebook, folder, layers, workers, quiet)
        grades = _grades_of(gradebook, found)
        if not quiet:
            show_grades(gradebook, grades, len(attempts), todo.unchanged, layers)
    _leave(attempts, grades, unplaced)


def _run(todo, gradebook, folder, layers, workers, quiet) -> list[Attempt]:  # type: ignore[no-untyped-def]
    from autograder.cli.progress import tracked
    from autograder.grading.grade import execute

    stream = execute(todo, gradebook, folder, layers, workers)
    return list(tracked(stream, len(todo.jobs), "Grading", hidden=quiet))


def _grades_of(gradebook: Gradebook, found: Sequence[Submission]) -> list[Grade]:
    slugs = {submission.slug for submission in found}
    return [grade for grade in gradebook.grades() if grade.assignment.slug in slugs]


def _leave(
    attempts: Sequence[Attempt], grades: Sequence[Grade], unplaced: Sequence[Unplaced]
) -> None:
    from gradebook.exports.cells import text as safe

    for stray in unplaced:
        name = safe(str(stray.path))
        click.echo(f"autograder: not graded: {name}: {stray.reason}", err=True)
    if any(attempt.status == "grader_error" for attempt in attempts):
        raise SystemExit(exits.GRADER_FAILED)
    if unplaced or any(grade.status == "needs_review" for grade in grades):
        raise SystemExit(exits.NEEDS_A_PERSON)
