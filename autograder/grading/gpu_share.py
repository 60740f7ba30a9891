"""The GPUs of a grading run, and whose turn it is: more processes grade than fit on one."""

from __future__ import annotations

import fcntl
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
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

ROOM_SECONDS = 60.0
"""For others to let go of a GPU's memory, from when none of ours uses it any more."""
NO_ROOM = (
    "{} has not as much free memory as a notebook may use (gpu_mib in its [limits]), and 1 GiB: "
    "see in `nvidia-smi` who holds it, or grade with fewer --jobs"
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
            SandboxError: for ``ROOM_SECONDS`` nobody had a place, and still there was no room.
        """
        idle_since = time.monotonic()
        while True:
            with ExitStack() as stack:
                gpu, busy = self._entered(limits, stack)
                if gpu:
                    yield gpu
                    return
            if busy:
                idle_since = time.monotonic()
            elif time.monotonic() > idle_since + ROOM_SECONDS:
                raise SandboxError(NO_ROOM.format(self.gpus[0].name))
            time.sleep(_LOOK_AGAIN_SECONDS)

    def _entered(self, limits: Limits, stack: ExitStack) -> tuple[Gpu | None, bool]:
        """A GPU of which a place is locked now, the emptiest if one has room; is any place taken?

        Who looks for one is alone in doing so: what is locked is somebody's.
        """
        with open(self.folder / "door", "w") as door:
            fcntl.flock(door, fcntl.LOCK_EX)
            taken = {
                number: [place for place in range(self.per_gpu) if self._is_taken(number, place)]
                for number in range(len(self.gpus))
            }
            for number in sorted(taken, key=lambda number: len(taken[number])):
                free = [place for place in range(self.per_gpu) if place not in taken[number]]
                # Those who are there may still take all that they may.
                if free and has_room(self.gpus[number], limits, len(taken[number]) + 1):
                    file = stack.enter_context(self._opened(number, free[0]))
                    fcntl.flock(file, fcntl.LOCK_EX)
                    return self.gpus[number], True
        return None, any(taken.values())

    def _opened(self, number: int, place: int) -> IO[str]:
        return open(self.folder / f"{number}.{place}", "w")

    def _is_taken(self, number: int, place: int) -> bool:
        with self._opened(number, place) as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False


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
