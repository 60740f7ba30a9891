"""``autograder regrade``."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli import exits, options


@click.command()
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--assignment", metavar="SLUG", help="Only this assignment.")
@click.option("--check", metavar="NAME", help="Only submissions in which this check now ends "
              "otherwise; the others stay as they are.")  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Show what would change, and record nothing.")
@options.course
@options.gradebook
@options.isolation
@options.jobs
@options.executor
@options.scheduler
@options.device
@options.jobs_per_gpu
@click.option("--quiet", is_flag=True, help="No progress bar and no table.")
@exits.clear_errors
def regrade(
    path: Path,
    assignment: str | None,
    check: str | None,
    dry_run: bool,
    course: Path | None,
    target: str,
    isolation: str,
    workers: int,
    executor: str,
    scheduler: str | None,
    device: str,
    per_gpu: int,
    quiet: bool,
) -> None:
    """Grade the notebooks at PATH again that were graded by an older grader or checks.

    Shows whose mark changes, by how much, and because of which check. What was handed in since is
    left to `grade`. A run in which the grader fails replaces no mark.

    Exit status: 0; 1 something needs a person; 2 wrong usage; 3 the grader failed.
    """
    from autograder.cli.grade_path import Order
    from autograder.cli.place import place_for
    from autograder.cli.regrade_path import regrade_path

    place = place_for(executor, scheduler, workers, device, per_gpu)
    options.open_gradebook(target).close()
    order = Order(path, assignment, None, options.course_folder(course), target, isolation)
    status = regrade_path(order, place, check, dry_run, quiet)
    if status:
        raise SystemExit(status)
