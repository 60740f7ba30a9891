"""Where to grade, by what the command line says."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path

import click

from autograder.cli import exits
from autograder.grading.executor import Executor, LocalExecutor
from autograder.sandbox.isolation import layers_for

Place = Callable[[Path, str], AbstractContextManager[Executor]]
"""Opens an executor for a course, at a level of isolation."""


def place_for(executor: str, scheduler: str | None, workers: int) -> Place:
    """The place that these options name; ends with a usage error where they name none."""
    if (executor == "dask") != (scheduler is not None):
        exits.fail("--executor dask and --scheduler ADDRESS need each other", exits.USAGE)
    return partial(_here, workers) if scheduler is None else partial(_cluster, scheduler)


def _here(workers: int, course: Path, level: str) -> AbstractContextManager[Executor]:
    return nullcontext(LocalExecutor(course, layers_for(level), workers))


def _cluster(scheduler: str, course: Path, level: str) -> AbstractContextManager[Executor]:
    try:
        from autograder.cluster.executor import dask_executor
    except ModuleNotFoundError as error:
        exits.fail(f"{error}; Dask is missing: pip install 'torchgrade[dask]'", exits.USAGE)
    return dask_executor(course, level, scheduler, _tell)


def _tell(text: str) -> None:
    click.echo(f"autograder: {text}", err=True)
