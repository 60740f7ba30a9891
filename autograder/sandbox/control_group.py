"""Control groups: the kernel's own cap on the memory and the processes of a whole box.

Only where this process has a group of its own that it may divide: cgroup v2, delegated (see Control
Group v2 in the documentation of Linux). Elsewhere the watch does what it can from outside.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from itertools import count
from pathlib import Path

from autograder.wire.limits import MIB, Limits

TREE_SHARE = 2
"""All processes together may use so many times the memory of one, whose cap rlimits hold."""
OUR_PROCESSES = 2
_GRADER = "grader"
_CONTROLLERS = ("memory", "pids")
_KERNELS_OWN_MIB = 64
"""Page tables, buffers of sockets and the like, which count here too."""
_GONE_SECONDS = 2.0
_numbers = count()


def prepare() -> bool:
    """Divide this process's own group, if it may: it moves into a leaf, and boxes lie beside it.

    Call it in the first process, before others are started. Returns whether boxes can have groups.
    """
    own = _own_group()
    if own is None or own.name == _GRADER:
        return _home() is not None
    leaf = own / _GRADER
    try:
        leaf.mkdir(exist_ok=True)
        _write(leaf / "cgroup.procs", os.getpid())
        _write(own / "cgroup.subtree_control", " ".join(f"+{name}" for name in _CONTROLLERS))
    except OSError:  # it is not ours alone, or not ours
        with suppress(OSError):
            _write(own / "cgroup.procs", os.getpid())
            leaf.rmdir()
    _home.cache_clear()
    return _home() is not None


def memory_kills() -> int:
    """How many processes of boxes the kernel has ended for want of memory, theirs or the host's.

    Of the latter each box tells by itself: it is ``taken``.
    """
    home = _home()
    return _events(home, "oom_kill") if home else 0


class ControlGroup:
    """The group of one box. Close it at the end."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def ran_out(self) -> bool:
        """Whether the box was ended because it used too much memory."""
        return self._was_ended and _events(self._folder, "oom") > 0

    @property
    def taken(self) -> bool:
        """Whether it was ended for want of memory elsewhere, within its own bounds."""
        return self._was_ended and not self.ran_out

    @property
    def _was_ended(self) -> bool:
        # The kernel counts here whatever made it choose this box; "oom" only its own limit's.
        return _events(self._folder, "oom_kill") > 0

    def close(self) -> None:
        """End whatever is left in it, and remove it."""
        with suppress(OSError):
            _write(self._folder / "cgroup.kill", 1)
        end = time.monotonic() + _GONE_SECONDS
        while time.monotonic() < end:
            with suppress(OSError):  # the kernel may still be at it
                self._folder.rmdir()
            if not self._folder.exists():
                return
            time.sleep(0.005)


def group_around(
    pids: Callable[[], Sequence[int]], limits: Limits, more_mib: int = 0
) -> ControlGroup | None:
    """Put these processes, and what they will start, into a group of their own, if that can be.

    To find them takes milliseconds, so they are asked for where there is a group to put them in.
    Memory and scratch of the box count in it, and ``more_mib`` for what is not the student's.
    """
    home = _home()
    if home is None:
        return None
    folder = home / f"box-{os.getpid()}-{next(_numbers)}"
    group = ControlGroup(folder)
    mib = (limits.memory_mib + limits.disk_mib) * TREE_SHARE + _KERNELS_OWN_MIB + more_mib
    try:
        folder.mkdir()
        _write(folder / "memory.max", mib * MIB)
        _write(folder / "memory.oom.group", 1)
        _write(folder / "pids.max", limits.processes + OUR_PROCESSES)
        with suppress(FileNotFoundError):  # this kernel may not swap
            _write(folder / "memory.swap.max", 0)
        for pid in pids():
            _write(folder / "cgroup.procs", pid)
    except OSError:
        group.close()
        return None
    return group


@cache
def _home() -> Path | None:
    """Where boxes have their groups: what holds the leaf that this process is in."""
    own = _own_group()
    if own is None or own.name != _GRADER:
        return None
    enabled = (own.parent / "cgroup.subtree_control").read_text().split()
    return own.parent if {*_CONTROLLERS} <= {*enabled} else None


def _own_group() -> Path | None:
    """The folder of this process's group, if cgroup v2 has the controllers that we need."""
    try:
        lines = Path("/proc/self/cgroup").read_text().splitlines()
        mounts = [line.split() for line in Path("/proc/self/mounts").read_text().splitlines()]
    except OSError:
        return None
    names = [line.removeprefix("0::") for line in lines if line.startswith("0::")]
    places = [mount[1] for mount in mounts if mount[2] == "cgroup2"]
    if not names or not places:
        return None
    own = Path(places[0] + names[0].rstrip("/"))
    with suppress(OSError):
        given = (own / "cgroup.controllers").read_text().split()
        return own if {*_CONTROLLERS} <= {*given} else None
    return None


def _events(folder: Path, kind: str) -> int:
    """How often that has happened here; see memory.events in the kernel's cgroup-v2 document."""
    with suppress(OSError):
        lines = (folder / "memory.events").read_text().splitlines()
        return sum(int(line.split()[1]) for line in lines if line.startswith(f"{kind} "))
    return 0


def _write(path: Path, value: object) -> None:
    """Write to a control file, which must be there."""
    with open(path, "r+") as file:
        file.write(str(value))
