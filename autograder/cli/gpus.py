"""The GPUs that ``--device`` asks for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

import click

from autograder.grading.gpu_share import GpuShare, share
from autograder.sandbox.gpu import NoGpu


@contextmanager
def gpus_for(device: str, layers: Sequence[str], per_gpu: int) -> Iterator[GpuShare | None]:
    """Those of this host; None on the CPU, and for ``auto`` where none works, which is told.

    Raises:
        NoGpu: ``cuda`` insists on one.
    """
    with ExitStack() as opened:
        gpus = None
        try:
            if device != "cpu":
                gpus = opened.enter_context(share(layers, per_gpu))
        except NoGpu as error:
            if device == "cuda":
                raise
            click.echo(f"autograder: on the CPU alone: {error}", err=True)
        yield gpus
