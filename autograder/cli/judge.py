"""``autograder judge``."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import click

from autograder.cli import ci, exits, options


@click.command()
@click.argument("answers", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--nonce", required=True, help="What `autograder ask` printed, from where no "
              "student's code can have changed it.")  # fmt: skip
@click.option("--assignment", metavar="SLUG", help="As for `autograder ask`.")
@click.option("--roster", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="CSV of students: id,last_name,first_name,email.")  # fmt: skip
@options.course
@options.gradebook
@options.jobs
@options.changed_since
@click.option("--quiet", is_flag=True, help="No progress bar and no table.")
@ci.reporting
@exits.clear_errors
def judge(
    answers: Path,
    path: Path,
    nonce: str,
    assignment: str | None,
    roster: Path | None,
    course: Path | None,
    target: str,
    workers: int,
    changed_since: str | None,
    quiet: bool,
    reports: ci.Reports,
) -> None:
    """Hidden grading in two zones, step 3: grade by answers.

    Grades the notebooks at PATH, which must be those that were asked, by the ANSWERS that
    `autograder answer` wrote, and records the results as `autograder grade` does. A submission
    whose answers are missing, of another run, forged or broken keeps the grade it has.

    Exit status: as of `autograder grade`.
    """
    from autograder.cli.grade_path import Order, grade_path
    from autograder.split.judging import AnswersExecutor
    from autograder.split.pending import plan_apart
    from autograder.split.ticket import Run

    folder = options.course_folder(course)
    with options.open_gradebook(target) as gradebook:
        run = Run(gradebook.course_secret(), nonce)
    executor = AnswersExecutor(folder, answers, run, workers)
    order = Order(path, assignment, roster, folder, target, "", changed_since)
    status = grade_path(order, lambda *_: nullcontext(executor), quiet, reports, plan_apart)
    if status:
        raise SystemExit(status)
