"""``autograder build``."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli import exits, options


@click.command()
@options.course
@exits.clear_errors
def build(course: Path | None) -> None:
    """Generate the starter notebooks in assignments/ from solutions/."""
    from autograder.course.course import assignments
    from autograder.course.release import released_path, write_starter

    folder = options.course_folder(course)
    for slug, assignment in assignments(folder).items():
        word = "wrote" if write_starter(folder, assignment) else "up to date"
        click.echo(f"{word}: {released_path(folder, slug).relative_to(folder)}")
