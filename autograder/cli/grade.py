"""``autograder grade``."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli import ci, exits, options


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
@options.executor
@options.scheduler
@options.device
@options.jobs_per_gpu
@options.changed_since
@click.option("--quiet", is_flag=True, help="No progress bar and no table.")
@ci.reporting
@exits.clear_errors
def grade(
    path: Path,
    assignment: str | None,
    roster: Path | None,
    course: Path | None,
    target: str,
    isolation: str,
    workers: int,
    executor: str,
    scheduler: str | None,
    device: str,
    per_gpu: int,
    changed_since: str | None,
    quiet: bool,
    reports: ci.Reports,
) -> None:
    """Grade the notebooks at PATH and record the results.

    PATH is a folder in nbgrader's layout (student/assignment/notebook.ipynb), a flat folder of
    notebooks, a zip of either, or one notebook. What is unchanged since it was last graded is not
    run again, so an interrupted run is resumed by running it again.

    Exit status: 0 graded; 1 something needs a person; 2 wrong usage; 3 the grader failed; 4 a score
    is below --fail-under.
    """
    from autograder.cli.grade_path import Order, grade_path
    from autograder.cli.place import place_for

    place = place_for(executor, scheduler, workers, device, per_gpu)
    folder = options.course_folder(course)
    order = Order(path, assignment, roster, folder, target, isolation, changed_since)
    status = grade_path(order, place, quiet, reports)
    if status:
        raise SystemExit(status)
