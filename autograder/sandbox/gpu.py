"""The GPUs of this host: which there are, and how much of their memory a box holds."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_CONTROL = ("/dev/nvidiactl", "/dev/nvidia-uvm")
_MODELS = Path("/proc/driver/nvidia/gpus")
_SOME = "NVIDIA GPU"
REMEDY = "Grade with `--device cpu`, or see `autograder doctor`."
VISIBLE = "CUDA_VISIBLE_DEVICES"


class NoGpu(Exception):
    """There is no GPU that student code can be run on; says why, and what to do."""


@dataclass(frozen=True)
class Gpu:
    """A GPU that student code may use.

    Attributes:
        nodes: the device nodes that it takes, and no others.
        name: what its maker calls it.
        device: what torch calls it in a box that sees no other.
        uuid: what the driver calls it, on whatever host.
    """

    nodes: tuple[str, ...]
    name: str
    device: str = "cuda"
    uuid: str = ""


def host_gpus(folder: Path = Path("/dev")) -> list[Gpu]:
    """The GPUs of this host that this user may open, by their nodes, whether or not they work."""
    numbers = [path.name.removeprefix("nvidia") for path in folder.glob("nvidia[0-9]*")]
    facts = _facts()
    found = []
    for number in sorted(int(number) for number in numbers if number.isdigit()):
        if _may_be_opened(folder / f"nvidia{number}"):
            name, uuid = facts.get(number, (_SOME, ""))
            found.append(Gpu((f"/dev/nvidia{number}", *_CONTROL), name, uuid=uuid))
    return found


def _may_be_opened(node: Path) -> bool:
    """A batch system such as Slurm shows all nodes, and lets a job open its own."""
    try:
        os.close(os.open(node, os.O_RDWR | os.O_CLOEXEC))
    except PermissionError:
        return False
    except OSError:
        return True  # broken: that is told where it is tried
    return True


def _facts() -> dict[int, tuple[str, str]]:
    """What the driver says of each, by the number of its node: its name and UUID."""
    known = {}
    for path in _MODELS.glob("*/information"):
        lines = (line.partition(":") for line in path.read_text().splitlines())
        facts = {key.strip(): value.strip() for key, _, value in lines}
        if facts.get("Device Minor", "").isdigit():
            known[int(facts["Device Minor"])] = facts.get("Model", _SOME), facts.get("GPU UUID", "")
    return known


def chosen(gpus: Sequence[Gpu], wanted: str | None, order: str | None = None) -> list[Gpu]:
    """Those that the teacher's ``CUDA_VISIBLE_DEVICES`` names, in its order; all if it is not set.

    Args:
        gpus: what there is.
        wanted: numbers, or the beginnings of UUIDs, with commas between them.
        order: ``CUDA_DEVICE_ORDER``, without which CUDA itself numbers the fastest first.

    Raises:
        NoGpu: it names something else, or by number what only CUDA could tell.
    """
    if wanted is None:
        return list(gpus)
    words = [word.strip() for word in wanted.split(",") if word.strip()]
    alike = len({gpu.name for gpu in gpus}) < 2 or order == "PCI_BUS_ID"
    if not alike and any(word.isdigit() for word in words):
        raise NoGpu(
            f"{VISIBLE}={wanted} has numbers, and the GPUs here differ: name them by UUID "
            "(`nvidia-smi -L`), or set CUDA_DEVICE_ORDER=PCI_BUS_ID."
        )
    return [_named(word, gpus, wanted) for word in words]


def _named(word: str, gpus: Sequence[Gpu], wanted: str) -> Gpu:
    """The one that a word of ``CUDA_VISIBLE_DEVICES`` means."""
    found = [gpu for number, gpu in enumerate(gpus) if word == str(number)]
    found += [gpu for gpu in gpus if word.startswith("GPU-") and gpu.uuid.startswith(word)]
    if len(found) == 1:
        return found[0]
    slices = " A slice (MIG) cannot be given to a box." if word.startswith("MIG") else ""
    raise NoGpu(f"{VISIBLE}={wanted}: {word!r} is none of this host's {len(gpus)} GPUs.{slices}")


def memory_held(pids: Collection[int]) -> int:
    """Bytes of GPU memory that these processes hold, CUDA's own included, by the driver's books.

    Raises:
        NoGpu: the library that asks the driver is missing, or the driver does not answer.
    """
    nvml = _nvml()
    held = 0
    for number in range(nvml.nvmlDeviceGetCount()):
        with suppress(nvml.NVMLError_NoPermission):  # another job's
            handle = nvml.nvmlDeviceGetHandleByIndex(number)
            running = nvml.nvmlDeviceGetComputeRunningProcesses(handle)
            held += sum(one.usedGpuMemory or 0 for one in running if one.pid in pids)
    return held


@cache
def _nvml():  # type: ignore[no-untyped-def]  # the library has no types
    try:
        import pynvml
    except ModuleNotFoundError:
        text = "GPU memory cannot be watched: pip install 'torchgrade[gpu]'."
        raise NoGpu(f"{text} {REMEDY}") from None
    try:
        pynvml.nvmlInit()
    except pynvml.NVMLError as error:
        raise NoGpu(f"the NVIDIA driver does not answer: {error}. {REMEDY}") from None
    return pynvml
