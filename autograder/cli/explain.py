"""``autograder explain``."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli import exits, options


@click.command()
@click.argument("student")
@click.argument("slug")
@options.gradebook
@click.option("--rerun", "path", type=click.Path(exists=True, path_type=Path), metavar="PATH",
              help="Run the notebook again, found in PATH as by `grade`, and say whether the "
              "result is the same. Nothing is recorded.")  # fmt: skip
@options.course
@options.isolation
@exits.clear_errors
def explain(
    student: str, slug: str, target: str, path: Path | None, course: Path | None, isolation: str
) -> None:
    """Show what the mark of STUDENT for SLUG rests on.

    How it was reached, every attempt with versions, seed and fences, and each check's outcome,
    message, questions and traceback.

    Exit status: 0; with --rerun 1 if the result is another.
    """
    from autograder.cli.show_mark import show_mark

    with options.open_gradebook(target) as gradebook:
        grade = gradebook.grade(student, slug)
        history = gradebook.history(student, slug)
    show_mark(grade, history)
    if path is not None:
        from autograder.cli.rerun import rerun

        if grade.attempt_id is None:
            exits.fail(f"{student} has no graded attempt at {slug} to run again", exits.USAGE)
        raise SystemExit(rerun(history[grade.attempt_id], path, course, isolation))
