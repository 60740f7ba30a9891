"""Where to grade, by what the command line says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path

import click

from autograder.cli import exits
from autograder.cli.gpus import gpus_for
from autograder.grading.executor import Executor, LocalExecutor
from autograder.sandbox.isolation import layers_for

Place = Callable[[Path, str], AbstractContextManager[Executor]]
"""Opens an executor for a course, at a level of isolation."""


def place_for(
    executor: str, scheduler: str | None, workers: int, device: str, per_gpu: int
) -> Place:
    """The place that these options name; ends with a usage error where they name none."""
    if (executor == "dask") != (scheduler is not None):
        exits.fail("--executor dask and --scheduler ADDRESS need each other", exits.USAGE)
    if scheduler is not None and device == "cuda":
        exits.fail(
            "--device cuda grades on the GPUs of this machine, not of a cluster; leave one out",
            exits.USAGE,
        )
    if scheduler is not None:
        return partial(_cluster, scheduler)
    return partial(_here, workers, device, per_gpu)


@contextmanager
def _here(workers: int, device: str, per_gpu: int, course: Path, level: str) -> Iterator[Executor]:
    layers = layers_for(level)
    with gpus_for(device, layers, per_gpu) as gpus:
        yield LocalExecutor(course, layers, workers, gpus)


def _cluster(scheduler: str, course: Path, level: str) -> AbstractContextManager[Executor]:
    try:
        from autograder.cluster.executor import dask_executor
    except ModuleNotFoundError as error:
        exits.fail(f"{error}; Dask is missing: pip install 'torchgrade[dask]'", exits.USAGE)
    return dask_executor(course, level, scheduler, _tell)


def _tell(text: str) -> None:
    click.echo(f"autograder: {text}", err=True)
