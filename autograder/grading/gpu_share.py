"""The GPUs of a grading run, and whose turn it is: more processes grade than fit on one."""

from __future__ import annotations

import fcntl
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from autograder.outcome import StudentProblem
from autograder.sandbox.gpu import (
    REMEDY,
    VISIBLE,
    Gpu,
    NoGpu,
    chosen,
    has_room,
    host_gpus,
    memory_held,
)
from autograder.sandbox.zygote import SandboxError, Zygote
from autograder.wire.limits import Limits

ROOM_SECONDS = 300.0
"""For others to let go of a GPU's memory, from when none of ours uses it any more."""
NO_ROOM = (
    "others hold the memory of {}: see `nvidia-smi`, and grade again when they have let go, or "
    "with fewer --jobs"
)
_LOOK_AGAIN_SECONDS = 0.05
_TRIAL = """
import torch
model = torch.nn.Sequential(torch.nn.Conv2d(1, 2, 3), torch.nn.Flatten(), torch.nn.Linear(8, 3))
model.cuda()
inputs, labels = torch.ones(5, 1, 4, 4).pin_memory().cuda(), torch.zeros(5).long().cuda()
torch.nn.functional.cross_entropy(model(inputs), labels).backward()
torch.optim.SGD(model.parameters(), lr=0.1).step()
assert all(parameter.isfinite().all().item() for parameter in model.parameters())
"""
"""Some of everything that notebooks do on a GPU."""


@dataclass(frozen=True)
class GpuShare:
    """So many places on each GPU; each is a file in ``folder`` that its holder has locked.

    The kernel lets go of a lock when its holder dies, whatever it died of.
    """

    gpus: tuple[Gpu, ...]
    per_gpu: int
    folder: Path

    @contextmanager
    def turn(self, limits: Limits) -> Iterator[Gpu]:
        """Wait for a place with room for all that these limits allow, and have it in the block.

        Raises:
            SandboxError: there was a place, and no room in it for ``ROOM_SECONDS``.
        """
        end = time.monotonic() + ROOM_SECONDS
        while True:
            for place in range(self.per_gpu):
                for number, gpu in enumerate(self.gpus):
                    with open(self.folder / f"{number}.{place}", "w") as file:
                        if not _locked(file):
                            end = time.monotonic() + ROOM_SECONDS
                        elif has_room(gpu, limits):
                            yield gpu
                            return
            if time.monotonic() > end:
                raise SandboxError(NO_ROOM.format(self.gpus[0].name))
            time.sleep(_LOOK_AGAIN_SECONDS)


def _locked(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def share(layers: Sequence[str], per_gpu: int) -> Iterator[GpuShare]:
    """So many places on each GPU that works behind these layers. Raises ``NoGpu``."""
    gpus = usable(layers)
    with tempfile.TemporaryDirectory(prefix="autograder-") as folder:
        yield GpuShare(gpus, per_gpu, Path(folder))


def usable(layers: Sequence[str]) -> tuple[Gpu, ...]:
    """The GPUs that this user may use, each tried from a box behind these layers.

    Raises:
        NoGpu: there is none, or one cannot be used; says why.
    """
    found = _to_be_used()
    if layers and "namespaces" not in layers:
        raise NoGpu(
            f"a GPU needs `--isolation full`: CUDA does not start in a lesser box. {REMEDY}"
        )
    from autograder.sandbox.box import Box  # torch comes with it

    memory_held([])  # it can be watched
    with Zygote(layers, ()) as zygote:
        for gpu in found:
            try:
                with Box(zygote, Limits(), gpu=gpu) as box:
                    error = box.run_cell(1, _TRIAL, Limits().cell_seconds).error
                text = f"{error.name}: {error.message}" if error else ""
            except (SandboxError, StudentProblem) as problem:
                text = str(problem)
            if text:
                raise NoGpu(f"{gpu.name} does not work in the sandbox: {text}. {REMEDY}")
    return found


def _to_be_used() -> tuple[Gpu, ...]:
    here = host_gpus()
    if not here:
        raise NoGpu(f"this host has no NVIDIA GPU that you may open. {REMEDY}")
    from autograder.wire.no_gpu import asked_for  # torch comes with it

    found = tuple(chosen(here, asked_for(), os.environ.get("CUDA_DEVICE_ORDER")))
    if not found:
        raise NoGpu(f"{VISIBLE} is set, and names no GPU. {REMEDY}")
    return found
