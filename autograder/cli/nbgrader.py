"""``autograder nbgrader``."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli import exits, options

_course_dir = click.option(
    "--course-dir",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    show_default="this folder",
    help="nbgrader's course folder, with submitted/ and its gradebook.db in it.",
)


@click.group()
def nbgrader() -> None:
    """Show grades in nbgrader's formgrader, and bring back what people decide there."""


@nbgrader.command()
@_course_dir
@options.course
@options.gradebook
@exits.clear_errors
def push(course_dir: Path, course: Path | None, target: str) -> None:
    """Write scores and executed notebooks where nbgrader's formgrader shows them.

    Manual grades and comments made there stay as they are.
    """
    from autograder.bridge.autograded import write_autograded
    from autograder.bridge.nbgrader import opened
    from autograder.bridge.push import push_all
    from autograder.course.course import assignments
    from gradebook.exports.cells import text as safe

    known = assignments(options.course_folder(course))
    _require_another_file(course_dir, target)
    with options.open_gradebook(target) as gradebook, opened(course_dir) as api:
        count = push_all(gradebook, api)
        for sentence in write_autograded(gradebook, known, course_dir):
            click.echo(f"autograder: {safe(sentence)}", err=True)
    click.echo(f"{count} submissions are in {course_dir / 'gradebook.db'}")


@nbgrader.command()
@_course_dir
@options.gradebook
@exits.clear_errors
def pull(course_dir: Path, target: str) -> None:
    """Record manual grades and comments made in nbgrader as adjustments.

    Pulling twice adds nothing.
    """
    from datetime import UTC, datetime

    from autograder.bridge.nbgrader import opened
    from autograder.bridge.pull import pull_all
    from gradebook.decisions import what
    from gradebook.exports.cells import text as safe

    _require_another_file(course_dir, target)
    if not (course_dir / "gradebook.db").exists():
        exits.fail(f"{course_dir} has no gradebook.db of nbgrader's", exits.USAGE)
    with options.open_gradebook(target) as gradebook, opened(course_dir) as api:
        pulled = pull_all(gradebook, api, datetime.now(UTC))
    for one in pulled.adjustments:
        click.echo(f"{safe(one.student_id)}, {safe(one.slug)}: {safe(what(one))}")
    for name in pulled.unknown:
        click.echo(f"autograder: {safe(name)} is not in our gradebook and was left out", err=True)
    click.echo(f"{len(pulled.adjustments)} new adjustments.")


def _require_another_file(course_dir: Path, target: str) -> None:
    if "://" not in target and Path(target).resolve() == (course_dir / "gradebook.db").resolve():
        exits.fail(
            f"{target} would be nbgrader's own gradebook; name ours with --gradebook, elsewhere",
            exits.USAGE,
        )
