"""Running a graded notebook again, to see whether its result is the same."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli import exits, options
from autograder.cli.gpus import gpus_for
from autograder.course.course import assignment as find_assignment
from autograder.grading.collect import entries
from autograder.grading.job import CPU
from autograder.grading.rerun import differences, run_again
from autograder.grading.submission import Submission, submissions
from autograder.sandbox.isolation import layers_for
from autograder.sandbox.visible import require_hidden
from gradebook.exports.cells import text as safe
from gradebook.records import Attempt


def rerun(recorded: Attempt, path: Path, course: Path | None, isolation: str) -> int:
    """Run it under the seed of then, print what differs, and return the exit status."""
    folder = options.course_folder(course)
    about = find_assignment(folder, recorded.slug)
    require_hidden([folder / "solutions", path])
    submission = _the_notebook(recorded, path, list_of_slugs=[recorded.slug])
    layers = layers_for(isolation)
    with gpus_for("cpu" if recorded.device == CPU else "cuda", layers, per_gpu=1) as gpus:
        again = run_again(submission, about, recorded.seed, folder, layers, gpus)
    found = differences(recorded, again)
    if not found:
        click.echo("\nRun again: the same result, in every check and every answer.")
        return exits.GRADED
    click.echo("\nRun again: another result.")
    for line in found:
        click.echo(f"  {safe(line)}")
    return exits.NEEDS_A_PERSON if again.status != "grader_error" else exits.GRADER_FAILED


def _the_notebook(recorded: Attempt, path: Path, list_of_slugs: list[str]) -> Submission:
    home = path.resolve().name.removesuffix(".zip")
    found, _ = submissions(entries(path), list_of_slugs, recorded.slug, home)
    same = [one for one in found if one.sha256 == recorded.notebook_sha256]
    if not same:
        exits.fail(
            f"{path} holds no notebook of {recorded.student_id} for {recorded.slug} as it was "
            f"graded (SHA-256 {recorded.notebook_sha256[:12]}…): it was changed since",
            exits.USAGE,
        )
    return same[0]
