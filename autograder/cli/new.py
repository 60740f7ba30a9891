"""``autograder new``."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli import exits, options


@click.command()
@click.argument("slug")
@click.option("--title", help="What the notebook is called.  [default: made from SLUG]")
@options.course
@exits.clear_errors
def new(slug: str, title: str | None, course: Path | None) -> None:
    """Start an assignment in solutions/SLUG: a small one, whole and commented, to be changed."""
    from autograder.course.course import assignment
    from autograder.course.release import write_starter
    from autograder.course.skeleton import write_skeleton
    from autograder.publish.make import write_bundle

    folder = options.course_folder(course)
    words = slug.lstrip("0123456789-").replace("-", " ")
    written = write_skeleton(folder, slug, title or words.capitalize() or slug)
    write_starter(folder, assignment(folder, slug))
    write_bundle(folder, assignment(folder, slug))
    click.echo(f"wrote {written}. Change it, then: autograder build && autograder verify {slug}")
