"""``autograder ask``."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli import exits, options

if TYPE_CHECKING:
    from autograder.grading.job import Job
    from autograder.split.asking import Asker, Written
    from autograder.split.ticket import Run

_UNFORESEEN = (
    "autograder: not asked: {}: a check asks what nobody can foresee; grade it with "
    "`autograder grade`"
)


@click.command()
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--output", required=True, metavar="FOLDER",
              type=click.Path(file_okay=False, path_type=Path),
              help="The folder to write questions to; it must be new or empty.")  # fmt: skip
@click.option("--assignment", metavar="SLUG", help="Ask only for this assignment, and take every "
              "notebook that no folder places to be for it.")  # fmt: skip
@click.option("--nonce", help="What tells this run from all others, as a pipeline's number; by "
              "default it is drawn.")  # fmt: skip
@options.course
@options.gradebook
@options.jobs
@options.changed_since
@exits.clear_errors
def ask(
    path: Path,
    output: Path,
    assignment: str | None,
    nonce: str | None,
    course: Path | None,
    target: str,
    workers: int,
    changed_since: str | None,
) -> None:
    """Hidden grading in two zones, step 1: write questions.

    Of each notebook at PATH that is new or changed, everything that its checks may ask is written
    to a file, which `autograder answer` can do without the course's solutions/. Standard output is
    the nonce that `autograder judge` needs.

    Exit status: 0 written; 2 wrong usage; 3 the grader failed.
    """
    from autograder.cli.grade_path import Order, submissions_of, tell_refusals
    from autograder.course.course import assignments
    from autograder.grading.pool import work_all
    from autograder.split.pending import plan_apart, unforeseen
    from autograder.split.ticket import LAYERS, Run, new_nonce
    from gradebook.exports.cells import text
    from gradebook.store import Gradebook

    order = Order(path, assignment, None, options.course_folder(course), target, "", changed_since)
    known = assignments(order.course)
    found, _ = submissions_of(order, known)
    if output.exists() and any(output.iterdir()):
        exits.fail(f"{output} is not empty; name a new folder", exits.USAGE)
    output.mkdir(parents=True, exist_ok=True)
    with Gradebook.open(target) as gradebook:
        todo = plan_apart(gradebook, found, known, LAYERS)
        for waiting in unforeseen(gradebook, found):
            who = f"{text(waiting.student)}, {text(waiting.slug)}"
            click.echo(_UNFORESEEN.format(who), err=True)
        tell_refusals(todo, found, known)
        run = Run(gradebook.course_secret(), nonce or new_nonce())
    make = partial(_new_asker, order.course, output, run)
    written = list(work_all(make, todo.jobs, workers, _lost)) if todo.jobs else []
    for one in written:
        if one.trouble:
            name = f"{text(one.student)}, {text(one.slug)}"
            click.echo(f"autograder: not asked: {name}: {text(one.trouble)}", err=True)
    asked = sum(one.sequences > 0 for one in written)
    told = f"Wrote questions for {asked} notebooks to {output}; {todo.unchanged} are unchanged."
    click.echo(told, err=True)
    click.echo(run.nonce)
    if any(one.trouble for one in written):
        raise SystemExit(exits.GRADER_FAILED)


def _new_asker(course: Path, output: Path, run: Run) -> Asker:
    from autograder.split.asking import Asker

    return Asker(course, output, run)


def _lost(job: Job, error: Exception) -> Written:
    """A notebook over which processes died costs its classmates nothing."""
    from autograder.split.asking import Written

    return Written(job.submission.student, job.submission.slug, trouble=str(error))
