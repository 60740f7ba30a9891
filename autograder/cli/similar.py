"""``autograder similar``."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli import exits, options


@click.command()
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--assignment", metavar="SLUG", help="Only this assignment; as for `grade`.")
@click.option("--most", type=click.IntRange(min=1), default=20, show_default=True,
              help="So many pairs of an assignment at the most.")  # fmt: skip
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), default="similar",
              show_default=True, help="The folder to write into.")  # fmt: skip
@options.course
@exits.clear_errors
def similar(
    path: Path, assignment: str | None, most: int, output: Path, course: Path | None
) -> None:
    """Show which notebooks at PATH have passages in common that few others have.

    They are leads for a talk, not verdicts: honest pairs look alike too. PATH is as for `grade`;
    code is read as text and never run, and what the starter gave does not count.
    """
    from autograder.cli.similar_path import similar_path

    similar_path(path, assignment, most, output, options.course_folder(course))
