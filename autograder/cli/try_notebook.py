"""``autograder try``."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli import exits, options


@click.command("try")
@click.argument("slug")
@click.argument("notebook", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@options.course
@options.isolation
@options.device
@exits.clear_errors
def try_notebook(
    slug: str, notebook: Path, course: Path | None, isolation: str, device: str
) -> None:
    """Grade one NOTEBOOK for the assignment SLUG and print what its student would read.

    Nothing is recorded. Hidden checks draw other inputs than the student's real ones.
    """
    from autograder.course.course import assignment
    from autograder.grading.collect import entries
    from autograder.grading.grade import trial, zygote_for
    from autograder.grading.submission import Submission
    from autograder.sandbox.visible import require_hidden

    folder = options.course_folder(course)
    about = assignment(folder, slug)
    require_hidden([folder / "solutions"])
    if notebook.suffix != ".ipynb":
        exits.fail(f"{notebook} is not an .ipynb file", exits.USAGE)
    (entry,) = entries(notebook)
    submission = Submission("somebody", slug, entry.read())
    with zygote_for(folder, submission) as zygote:  # it warms up while all else is made ready
        from autograder.cli.feedback import show_feedback
        from autograder.cli.gpus import gpus_for
        from autograder.sandbox.isolation import layers_for

        zygote.fence(layers_for(isolation))
        with gpus_for(device, zygote.layers, per_gpu=1) as gpus:
            attempt = trial(submission, about, folder, zygote, gpus)
    show_feedback(attempt, about.title)
    if attempt.status == "grader_error":
        raise SystemExit(exits.GRADER_FAILED)
    if attempt.status != "graded":
        raise SystemExit(exits.NEEDS_A_PERSON)
