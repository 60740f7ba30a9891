"""What the machine does to a box: it kills where memory is short, makes it wait, and is full."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from autograder.sandbox import control_group
from autograder.sandbox.zygote import SandboxError
from autograder.wire.limits import MIB

_NANOSECONDS = 1e-9
_MICROSECONDS = 1e-6
_LEAST_DISK = 16 * MIB
_STALLED = re.compile(r"^some .* total=(\d+)$", re.MULTILINE)


def memory_kills() -> int:
    """How many processes of this machine the kernel has ended because memory ran out.

    Those of boxes that used more than their own share are not the machine's doing.
    """
    try:
        lines = Path("/proc/vmstat").read_text().splitlines()
    except OSError:
        return 0
    all_kills = sum(int(line.split()[1]) for line in lines if line.startswith("oom_kill "))
    return all_kills - control_group.memory_kills()


def seconds_waited(pid: int) -> float:
    """How long the thread of a process that waited most could have run and had no processor.

    0 where the process has ended, or the kernel does not tell.
    """
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        waits = [int((task / "schedstat").read_text().split()[1]) for task in tasks]
    except (OSError, IndexError):
        return 0.0
    return max(waits, default=0) * _NANOSECONDS


def seconds_stalled(pressure: Path = Path("/proc/pressure/memory")) -> float:
    """How long, since it was started, something on this machine waited for pages to come back.

    0 where the kernel does not tell. See "PSI - Pressure Stall Information" in Linux's
    documentation.
    """
    try:
        found = _STALLED.search(pressure.read_text())
    except OSError:
        return 0.0
    return int(found[1]) * _MICROSECONDS if found else 0.0


def require_disk(layers: Sequence[str], let_go: Callable[[], None]) -> None:
    """Raise ``SandboxError`` if the disk that boxes behind these fences write to is full.

    With namespaces a box has a disk of its own, and fills nobody's but that. Without, it may have
    filled the host's by itself: ``let_go`` removes what it wrote.
    """
    if _disk_is_full(layers):
        let_go()
        if _disk_is_full(layers):
            folder = tempfile.gettempdir()
            raise SandboxError(f"the disk of {folder} is full; make room there and try again")


def _disk_is_full(layers: Sequence[str]) -> bool:
    free = shutil.disk_usage(tempfile.gettempdir()).free
    return "namespaces" not in layers and free < _LEAST_DISK
