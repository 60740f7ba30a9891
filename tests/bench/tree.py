"""What a command costs, with every process that it starts: wall, CPU and memory.

CPU time is what the kernel adds up when a process is waited for (``RUSAGE_CHILDREN``), so it holds
that of children whose parents waited for them, down to the last. Orphans become this process's
children, and are waited for too, so nothing that ended is left out. Compared with a control group's
own count (``cpuacct``) over a whole grading run, boxes and all, it was the same: 26.51 s each.

Memory is PSS, summed over the tree every 0.2 s: a page that ten forks share counts once, where RSS
would count it ten times. Reading it takes CPU time, so a round that is timed does not.
"""

from __future__ import annotations

import ctypes
import os
import resource
import subprocess
import tempfile
import threading
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).parent.parent.parent
_PR_SET_CHILD_SUBREAPER = 36
_SAMPLE_SECONDS = 0.2
_ORPHAN_SECONDS = 10.0


class CommandFailed(Exception):
    """A command ended with a status that it should not."""


@dataclass(frozen=True)
class Cost:
    """Of one command: wall and CPU seconds, and the most PSS at one time (0: not looked at)."""

    wall: float
    cpu: float
    peak_bytes: int = 0
    output: str = ""


def cost_of(
    command: Sequence[str],
    cwd: Path = ROOT,
    env: Mapping[str, str] | None = None,
    statuses: Collection[int] = (0,),
    memory: bool = False,
) -> Cost:
    """Run a command to its end. Raises ``CommandFailed``."""
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    before = _cpu_of_children()
    with tempfile.TemporaryFile("w+") as output:
        started = time.monotonic()
        process = subprocess.Popen(
            command, cwd=cwd, env=env, stdin=subprocess.DEVNULL, stdout=output, stderr=output
        )
        with _peak_of(process.pid, memory) as peaks:
            status = process.wait()
            wall = time.monotonic() - started
        _wait_for_orphans()
        output.seek(0)
        text = output.read()
    if status not in statuses:
        raise CommandFailed(f"{' '.join(command)} ended with {status}:\n{text[-3000:]}")
    return Cost(wall, _cpu_of_children() - before, max(peaks, default=0), text)


def pss_of_tree(pid: int) -> int:
    """Bytes of a process and all below it, shared pages counted once."""
    total = 0
    with suppress(psutil.NoSuchProcess):
        top = psutil.Process(pid)
        for process in (top, *top.children(recursive=True)):
            total += pss_of(process)
    return total


def pss_of(process: psutil.Process) -> int:
    """Bytes of one process; its share of the pages that it has with others."""
    with suppress(psutil.NoSuchProcess, FileNotFoundError, ProcessLookupError):
        return int(process.memory_full_info().pss)
    return 0


@contextmanager
def _peak_of(pid: int, wanted: bool) -> Iterator[list[int]]:
    """A list that is filled meanwhile."""
    found: list[int] = []
    ended = threading.Event()

    def look() -> None:
        while not ended.wait(_SAMPLE_SECONDS):
            found.append(pss_of_tree(pid))

    watcher = threading.Thread(target=look, daemon=True)
    if wanted:
        watcher.start()
    try:
        yield found
    finally:
        ended.set()
        if wanted:
            watcher.join()


def _cpu_of_children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _wait_for_orphans() -> None:
    """Their time counts when they are waited for; one that does not end is left."""
    deadline = time.monotonic() + _ORPHAN_SECONDS
    with suppress(ChildProcessError):
        while time.monotonic() < deadline:
            if os.waitpid(-1, os.WNOHANG)[0] == 0:
                time.sleep(0.01)
