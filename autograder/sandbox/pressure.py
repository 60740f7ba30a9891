"""What the machine does to a box: it kills where memory is short, makes it wait, and is full."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from autograder.sandbox import control_group
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


def full_disk(layers: Sequence[str]) -> str:
    """The folder that boxes behind these fences write to, if its disk is full; empty if not.

    With namespaces a box has a disk of its own, and fills nobody's but that.
    """
    folder = tempfile.gettempdir()
    full = "namespaces" not in layers and shutil.disk_usage(folder).free < _LEAST_DISK
    return folder if full else ""
