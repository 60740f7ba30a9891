"""The GPUs of this host: which there are, and how much of their memory a box holds."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from autograder.wire.limits import MIB, Limits

CUDA_MIB = 1024
"""Of a GPU's memory, and of the host's; CUDA was seen to take half of that in each process."""
_CONTROL = ("/dev/nvidiactl", "/dev/nvidia-uvm")
_MODELS = Path("/proc/driver/nvidia/gpus")
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
    """The GPUs that this user may open, in the order of their places on the bus, as CUDA has it.

    Whether they work is not looked at.
    """
    numbers = [path.name.removeprefix("nvidia") for path in folder.glob("nvidia[0-9]*")]
    facts = _facts()
    found = []
    for number in map(int, filter(str.isdigit, numbers)):
        if _may_be_opened(folder / f"nvidia{number}"):
            place, name, uuid = facts.get(number, ("", "NVIDIA GPU", ""))
            gpu = Gpu((f"/dev/nvidia{number}", *_CONTROL), name, uuid=uuid)
            found.append((place, number, gpu))
    return [gpu for *_, gpu in sorted(found, key=lambda one: one[:2])]


def _may_be_opened(node: Path) -> bool:
    """A batch system such as Slurm shows all nodes, and lets a job open its own."""
    try:
        os.close(os.open(node, os.O_RDWR | os.O_CLOEXEC))
    except PermissionError:
        return False
    except OSError:
        return True  # broken: that is told where it is tried
    return True


def _facts() -> dict[int, tuple[str, str, str]]:
    """What the driver says of each, by the number of its node: place on the bus, name and UUID."""
    known = {}
    for path in _MODELS.glob("*/information"):
        lines = (line.partition(":") for line in path.read_text().splitlines())
        facts = {key.strip(): value.strip() for key, _, value in lines}
        if facts.get("Device Minor", "").isdigit():
            name, uuid = facts.get("Model", "NVIDIA GPU"), facts.get("GPU UUID", "")
            known[int(facts["Device Minor"])] = path.parent.name, name, uuid
    return known


def chosen(gpus: Sequence[Gpu], wanted: str | None, order: str | None = None) -> list[Gpu]:
    """Those that the teacher's ``CUDA_VISIBLE_DEVICES`` names, in its order; all if it is not set.

    Args:
        gpus: what there is.
        wanted: numbers, or the beginnings of UUIDs, with commas between them.
        order: ``CUDA_DEVICE_ORDER``, without which CUDA itself numbers the fastest first.

    Raises:
        NoGpu: it names something else, or by number what only CUDA could tell; or they are of
            several kinds, and the reference is to answer on the same kind.
    """
    words = [word.strip() for word in (wanted or "").split(",") if word.strip()]
    if order != "PCI_BUS_ID" and any(map(str.isdigit, words)) and len(_kinds(gpus)) > 1:
        raise NoGpu(
            f"{VISIBLE}={wanted} has numbers, and the GPUs here differ: name them by UUID "
            "(`nvidia-smi -L`), or set CUDA_DEVICE_ORDER=PCI_BUS_ID."
        )
    found = list(gpus) if wanted is None else [_named(word, gpus, words) for word in words]
    if len(_kinds(found)) > 1:
        kinds = " and ".join(_kinds(found))
        raise NoGpu(f"marks could depend on the GPU, {kinds}: name one kind in {VISIBLE}.")
    return found


def _kinds(gpus: Sequence[Gpu]) -> list[str]:
    return sorted({gpu.name for gpu in gpus})


def _named(word: str, gpus: Sequence[Gpu], words: Sequence[str]) -> Gpu:
    """The one that a word of ``CUDA_VISIBLE_DEVICES`` means."""
    found = [gpu for number, gpu in enumerate(gpus) if word == str(number)]
    found += [gpu for gpu in gpus if word.startswith("GPU-") and gpu.uuid.startswith(word)]
    if len(found) == 1 and words.count(word) == 1:
        return found[0]
    why = f"is none of this host's {len(gpus)} GPUs"
    if found:
        why = "may mean several" if len(found) > 1 else "stands there twice"
    elif word.startswith("MIG"):
        why = "is a slice (MIG), which cannot be given to a box"
    raise NoGpu(f"{VISIBLE}={','.join(words)}: {word!r} {why}.")


def memory_held(pids: Collection[int]) -> int:
    """Bytes of GPU memory that these processes hold, CUDA's own included, by the driver's books.

    Raises:
        NoGpu: the library that asks the driver is missing, or the driver does not answer.
    """
    nvml = _nvml()
    held = 0
    for number in range(nvml.nvmlDeviceGetCount()):
        try:
            handle = nvml.nvmlDeviceGetHandleByIndex(number)
        except nvml.NVMLError_NoPermission:  # another job's
            continue
        running = nvml.nvmlDeviceGetComputeRunningProcesses(handle)
        held += sum(one.usedGpuMemory or 0 for one in running if one.pid in pids)
    return held


def most_memory(limits: Limits) -> int:
    """Bytes of a GPU's memory that a box may hold, what CUDA takes for itself included."""
    return (limits.gpu_mib + CUDA_MIB) * MIB


def has_room(gpu: Gpu, limits: Limits, boxes: int = 1) -> bool:
    """Whether so many boxes could take all that they may of what is free, by the driver's books.

    True where the driver does not tell. Raises ``NoGpu``.
    """
    if not gpu.uuid:
        return True
    nvml = _nvml()
    try:
        free = nvml.nvmlDeviceGetMemoryInfo(nvml.nvmlDeviceGetHandleByUUID(gpu.uuid)).free
    except nvml.NVMLError:
        return True
    return bool(free >= boxes * most_memory(limits))


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
