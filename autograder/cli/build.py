"""``autograder build``."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli import exits, options


@click.command()
@options.course
@exits.clear_errors
def build(course: Path | None) -> None:
    """Generate what students may have, in assignments/, from solutions/.

    Of each assignment the starter notebook, and beside it the visible checks: their code alone,
    and what the reference answered when they asked it.
    """
    from autograder.course.course import assignments
    from autograder.course.release import released_path, write_starter
    from autograder.publish.make import bundle_path, write_bundle

    folder = options.course_folder(course)
    for slug, assignment in assignments(folder).items():
        for path, write in ((released_path, write_starter), (bundle_path, write_bundle)):
            word = "wrote" if write(folder, assignment) else "up to date"
            click.echo(f"{word}: {path(folder, slug).relative_to(folder)}")
