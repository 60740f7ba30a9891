"""What the machine does to a box: the kernel kills where memory is short, and makes it wait."""

from __future__ import annotations

from pathlib import Path

from autograder.sandbox import control_group

_NANOSECONDS = 1e-9


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
