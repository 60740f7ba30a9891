"""Watches a box from outside: time and memory of its whole tree of processes.

What a worker says about itself is no evidence, so this reads the kernel's books.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

import psutil

from autograder.outcome import ENDED, TOO_LONG, Outcome, StudentProblem
from autograder.sandbox.control_group import OUR_PROCESSES, TREE_SHARE
from autograder.sandbox.gpu import Gpu, memory_held, most_memory
from autograder.sandbox.patience import Patience
from autograder.sandbox.pressure import seconds_stalled, seconds_waited
from autograder.wire.limits import MIB, Limits

_SAMPLE_SECONDS = 0.1
_WALL_SECONDS = 5.0
"""Wall time that everybody gets on top, whatever the machine is busy with."""
_LONGEST_LOOK = 1.0
_MOST_SWAPPED = 0.9
"""Share of a time that may count as waiting for pages. The kernel tells of all processes together,
and who sleeps while others wait must come to an end."""
TOO_MUCH_MEMORY = "The processes that your code started used up the memory they may use."
_TOO_LONG_IN_ALL = "The notebook and its checks took too long in all, and were stopped."


class Watch:
    """Raises ``StudentProblem`` when a box has used up what it may use.

    Wall time is for those who sleep: what a box waits for a processor, or for pages that the
    machine has swapped out, is not taken off it.

    Args:
        keeper: pid of the box's first process.
        limits: what it may use.
        shared: bytes of memory of the idle worker, which each of its processes shares.
        patience: for everything together; other boxes may have used some of it.
        gpu: whose memory is watched too, where the box has one.

    Attributes:
        cpu_spent: CPU seconds seen to be used so far; short calls are not looked at.
    """

    def __init__(
        self,
        keeper: int,
        limits: Limits,
        shared: int,
        patience: Patience,
        gpu: Gpu | None = None,
    ) -> None:
        self._has_gpu = gpu is not None and bool(gpu.nodes)
        self._keeper = psutil.Process(keeper)
        self._limits = limits
        self._shared = shared
        self._patience = patience
        self._next = self._looked = 0.0
        self._waited: dict[int, float] = {}
        self._stalled = seconds_stalled()
        self._wall_left = float("inf")
        self._cpu_allowed = float("inf")
        self._cpu_at_start: float | None = None
        self._cpu_seen = 0.0
        self._text = ""
        self.cpu_spent = 0.0

    @contextmanager
    def allowing(self, cpu_seconds: float) -> Iterator[None]:
        """Allow so much CPU time, and slack in wall time, from now until the block ends.

        What ends before the first look costs no look. ``cpu_spent`` adds up what was seen.
        """
        self.allow(cpu_seconds)
        try:
            yield
        finally:
            self._wall_left = self._cpu_allowed = float("inf")

    def allow(self, cpu_seconds: float) -> None:
        """Allow so much CPU time from now on."""
        self._cpu_allowed, self._cpu_at_start = cpu_seconds, None
        self.extend_wall_time()
        self._text = TOO_LONG.format(cpu_seconds)

    def extend_wall_time(self) -> None:
        """Start wall time anew; CPU time goes on.

        What the machine has waited for pages is not asked for here, since it takes longer than
        most answers do: the first gap is given what was waited since the last look.
        """
        self._wall_left = self._cpu_allowed * self._limits.slack + _WALL_SECONDS
        self._looked = time.monotonic()
        self._next = self._looked + _SAMPLE_SECONDS

    def __call__(self) -> None:
        """Look, if it is time to. Raises ``StudentProblem``."""
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + _SAMPLE_SECONDS
        tree = self._tree()
        self._count_wall_time(tree, now)
        if self._patience.is_over:
            raise StudentProblem(Outcome.TIMED_OUT, _TOO_LONG_IN_ALL)
        if self._cpu_used(tree) > self._cpu_allowed or self._wall_left < 0:
            raise StudentProblem(Outcome.TIMED_OUT, self._text)
        if not self._runs():
            raise StudentProblem(Outcome.CRASHED, ENDED)
        if len(tree) > self._limits.processes + OUR_PROCESSES:
            text = f"Your code started more than {self._limits.processes} processes."
            raise StudentProblem(Outcome.CRASHED, text)
        if self._uses_too_much_memory(tree):
            raise StudentProblem(Outcome.OUT_OF_MEMORY, TOO_MUCH_MEMORY)
        if self._has_gpu and self._uses_too_much_of_the_gpu(tree):
            text = f"Your code used more than {self._limits.gpu_mib} MiB of the GPU's memory."
            raise StudentProblem(Outcome.OUT_OF_MEMORY, text)

    def _cpu_used(self, tree: Sequence[psutil.Process]) -> float:
        """CPU seconds since the first look of this allowance."""
        total = _cpu_seconds(tree)
        if self._cpu_at_start is None:
            self._cpu_at_start = self._cpu_seen = total
        # The sum falls where a process ends whose parent does not wait for it.
        self.cpu_spent += max(0.0, total - self._cpu_seen)
        self._cpu_seen = total
        return total - self._cpu_at_start

    def _count_wall_time(self, tree: Sequence[psutil.Process], now: float) -> None:
        """Take off what has passed since the last look, less what the machine made it wait.

        Nor does a long gap count in which this very process had no processor.
        """
        gap, stalled = min(now - self._looked, _LONGEST_LOOK), seconds_stalled()
        waited = {process.pid: seconds_waited(process.pid) for process in tree}
        longest = max(seconds - self._waited.get(pid, seconds) for pid, seconds in waited.items())
        swapped = min(stalled - self._stalled, gap * _MOST_SWAPPED)
        own = gap - max(longest, swapped)
        self._looked, self._waited, self._stalled = now, waited, stalled
        self._wall_left -= own
        self._patience.spend(max(0.0, own))

    def _runs(self) -> bool:
        """Whether the keeper does; without namespaces others may outlive it and hold the line."""
        try:
            return bool(self._keeper.status() != psutil.STATUS_ZOMBIE)
        except psutil.NoSuchProcess:
            return False

    def interrupt(self) -> None:
        """Press Ctrl-C in the notebook process, as Jupyter's stop button does."""
        notebook = self._notebook()
        if notebook is not None:
            with _gone_is_fine():
                notebook.send_signal(signal.SIGINT)

    def tree_pids(self) -> list[int]:
        """The processes of the box, by their numbers outside."""
        return [process.pid for process in self._tree()]

    def kill_all_but_notebook(self) -> None:
        """End every process of a check that does not stop."""
        notebook = self._notebook()
        for process in self._tree():
            if process not in (notebook, self._keeper):
                with _gone_is_fine():
                    process.kill()

    def kill(self) -> None:
        """End the whole tree; what is forked meanwhile is found in the next round."""
        while rest := [process for process in self._tree() if process != self._keeper]:
            for process in rest:
                with _gone_is_fine():
                    process.kill()
            with suppress(OSError):  # some kernels answer so of what ends at this moment
                psutil.wait_procs(rest, timeout=0.1)
        with _gone_is_fine():
            self._keeper.kill()

    def _notebook(self) -> psutil.Process | None:
        children: list[psutil.Process] = []
        with _gone_is_fine():
            children = self._keeper.children()
        return min(children, key=lambda child: child.create_time(), default=None)

    def _tree(self) -> list[psutil.Process]:
        children: list[psutil.Process] = []
        with _gone_is_fine():
            children = self._keeper.children(recursive=True)
        return [self._keeper, *children]

    def _uses_too_much_memory(self, tree: Sequence[psutil.Process]) -> bool:
        """By bytes of the tree beyond an idle worker's; a page that forks share counts once."""
        most = self._limits.memory_mib * MIB * TREE_SHARE
        most += int(self._shared * len(tree) / (len(tree) + 1))  # the zygote has its share too
        # The exact count makes the kernel walk every page, so first the count that is never less.
        return sum(map(_resident_bytes, tree)) > most and sum(map(_proportional_bytes, tree)) > most

    def _uses_too_much_of_the_gpu(self, tree: Sequence[psutil.Process]) -> bool:
        held = memory_held({process.pid for process in tree})
        return held > most_memory(self._limits)


def _cpu_seconds(tree: Sequence[psutil.Process]) -> float:
    total = 0.0
    for process in tree:
        with _gone_is_fine():
            times = process.cpu_times()
            total += times.user + times.system + times.children_user + times.children_system
    return total


def _resident_bytes(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.NoSuchProcess:
        return 0


def _proportional_bytes(process: psutil.Process) -> int:
    """Proportional set size; all that is resident where the process has hidden the former."""
    try:
        return int(process.memory_full_info().pss)
    except psutil.AccessDenied:
        return int(process.memory_info().rss)
    except psutil.NoSuchProcess:
        return 0


@contextmanager
def _gone_is_fine() -> Iterator[None]:
    """A process may end between being listed and being asked."""
    try:
        yield
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return
