"""``autograder release``."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli import exits, options


@click.command()
@click.argument("slugs", metavar="[SLUG]...", nargs=-1)
@options.course
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), default=Path("release"),
              show_default=True, help="The folder to write.")  # fmt: skip
@click.option("--wheel", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="What students install to check themselves: see `make wheel`.")  # fmt: skip
@exits.clear_errors
def release(slugs: tuple[str, ...], course: Path | None, output: Path, wheel: Path | None) -> None:
    """Write the folder that students get: notebooks, visible checks, requirements and a handout.

    All assignments, or those named. Of solutions/ it holds only what the starter notebooks show,
    the visible checks, and titles, points and due dates.
    """
    from autograder.course.course import assignment, assignments
    from autograder.course.handout import write_release
    from autograder.publish.make import require_bundles

    folder = options.course_folder(course)
    chosen = [assignment(folder, s) for s in slugs] or list(assignments(folder).values())
    require_bundles(folder, chosen)
    for path in write_release(folder, chosen, output, wheel):
        click.echo(f"wrote {path}")
