"""``autograder feedback``."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli import exits, options


@click.command("feedback")
@options.gradebook
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), default="feedback",
              show_default=True, help="The folder to write into.")  # fmt: skip
@click.option("--assignment", "slugs", metavar="SLUG", multiple=True,
              help="Only this assignment; may be given several times.")  # fmt: skip
@click.option("--student", "students", metavar="ID", multiple=True,
              help="Only this student; may be given several times.")  # fmt: skip
@exits.clear_errors
def write_feedback(
    target: str, output: Path, slugs: tuple[str, ...], students: tuple[str, ...]
) -> None:
    """Write a page for each submission, for its student to read.

    Pages lie in nbgrader's layout, `<student>/<assignment>/<assignment>.html`. Each stands alone,
    runs no scripts, and tells no expected value of a hidden check.
    """
    from autograder.outcome import MEANING
    from gradebook.pages import feedback

    to_students = {str(name): _to_student(meaning) for name, meaning in MEANING.items()}
    with options.open_gradebook(target) as gradebook:
        count = feedback.write_feedback(gradebook, output, to_students, slugs, students)
    click.echo(f"Wrote {count} {'page' if count == 1 else 'pages'} into {output}/", err=True)


def _to_student(meaning: str) -> str:
    return meaning.replace("The student's", "Your")
