"""Options that several commands share."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli import exits

if TYPE_CHECKING:
    from gradebook.store import Gradebook

course = click.option(
    "--course",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=None,
    help="The course's folder, with solutions/ in it.  [default: this folder or one above]",
)
own_notebook = click.argument(
    "notebook", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
bundle = click.option(
    "--bundle",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The visible checks, a .checks.json file.  [default: the one beside the notebook]",
)
gradebook = click.option(
    "--gradebook",
    "target",
    metavar="FILE",
    default="gradebook.db",
    show_default=True,
    help="Where grades are recorded: a SQLite file, which `grade` makes if there is none, or the "
    "URL of a PostgreSQL database, such as postgresql+psycopg://me@host/course.",
)
isolation = click.option(
    "--isolation",
    type=click.Choice(["full", "restricted", "none"]),
    default="full",
    show_default=True,
    envvar="AUTOGRADER_ISOLATION",
    show_envvar=True,
    help="The least fences to accept around student code; see `autograder doctor`. "
    "`none` runs it with your rights, and results say so.",
)
jobs = click.option(
    "--jobs",
    "workers",
    type=click.IntRange(min=1),
    default=lambda: os.cpu_count() or 1,
    show_default="one per core",
    help="How many notebooks to run at once; grades do not depend on it.",
)
executor = click.option(
    "--executor",
    type=click.Choice(["local", "dask"]),
    default="local",
    show_default=True,
    help="Where to grade: by processes of this machine, or by the workers of a Dask cluster.",
)
scheduler = click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="The Dask scheduler, such as tcp://host:8786; for `--executor dask`, where workers "
    "take the place of --jobs.",
)
device = click.option(
    "--device",
    type=click.Choice(["cpu", "cuda", "auto"]),
    default="cpu",
    show_default=True,
    help="Run what needs a GPU as well: `cuda` insists on one, `auto` takes one if there is any. "
    "Without one those checks are skipped, and their points shared among the others.",
)
jobs_per_gpu = click.option(
    "--jobs-per-gpu",
    "per_gpu",
    type=click.IntRange(min=1),
    default=4,
    show_default=True,
    help="How many notebooks share a GPU at once; each takes up to the assignment's gpu_mib, and "
    "CUDA's own half a GiB.",
)
changed_since = click.option(
    "--changed-since",
    metavar="COMMIT",
    help="Only notebooks that, as git says, are other than at this commit: for runs that keep no "
    "gradebook.",
)


def course_folder(named: Path | None) -> Path:
    """The course: the folder named, or the nearest one. Raises ``CourseError``."""
    from autograder.course.course import find_course

    return find_course(named or Path.cwd())


def open_gradebook(target: str) -> Gradebook:
    """The gradebook that there is; ends with a usage error where there is none."""
    from gradebook.store import Gradebook

    if "://" not in target and not Path(target).exists():
        exits.fail(f"there is no gradebook at {target}; `autograder grade` makes one", exits.USAGE)
    return Gradebook.open(target)
