"""The GPUs of this host: which there are, and how much of their memory a box holds."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_CONTROL = ("/dev/nvidiactl", "/dev/nvidia-uvm")
_MODELS = Path("/proc/driver/nvidia/gpus")
REMEDY = "Grade with `--device cpu`, or see `autograder doctor`."


class NoGpu(Exception):
    """There is no GPU that student code can be run on; says why, and what to do."""


@dataclass(frozen=True)
class Gpu:
    """A GPU that student code may use.

    Attributes:
        nodes: the device nodes that it takes, and no others.
        name: what its maker calls it.
        device: what torch calls it in a box that sees no other.
    """

    nodes: tuple[str, ...]
    name: str
    device: str = "cuda"


def host_gpus(folder: Path = Path("/dev")) -> list[Gpu]:
    """The GPUs of this host by their nodes, whether or not they work."""
    numbers = [path.name.removeprefix("nvidia") for path in folder.glob("nvidia[0-9]*")]
    names = _names()
    found = sorted(int(number) for number in numbers if number.isdigit())
    return [Gpu((f"/dev/nvidia{n}", *_CONTROL), names.get(n, "NVIDIA GPU")) for n in found]


def _names() -> dict[int, str]:
    """What the driver says of each, by the number of its node."""
    names = {}
    for path in _MODELS.glob("*/information"):
        lines = (line.partition(":") for line in path.read_text().splitlines())
        facts = {key.strip(): value.strip() for key, _, value in lines}
        if facts.get("Device Minor", "").isdigit():
            names[int(facts["Device Minor"])] = facts.get("Model", "NVIDIA GPU")
    return names


def memory_held(pids: Collection[int]) -> int:
    """Bytes of GPU memory that these processes hold, CUDA's own included, by the driver's books.

    Raises:
        NoGpu: the library that asks the driver is missing, or the driver does not answer.
    """
    nvml = _nvml()
    handles = map(nvml.nvmlDeviceGetHandleByIndex, range(nvml.nvmlDeviceGetCount()))
    running = [one for h in handles for one in nvml.nvmlDeviceGetComputeRunningProcesses(h)]
    return sum(one.usedGpuMemory or 0 for one in running if one.pid in pids)


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
