"""Makes forking cheap: torch's memory in huge pages, which a fork copies one entry for.

Measured with torch, pandas and pyplot imported (270 MiB in 67,000 small pages): a fork and its
end took 26 ms of the kernel's time before, 9 ms after.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from autograder.worker.fences import kernel

_HUGE = 2 * 2**20


def fork_cheaply() -> None:
    """Gather this process's own memory in huge pages, where the kernel can (Linux 6.1).

    What is there stays there: garbage collectors of forks need not look at it, and so copy it.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    for start, end in _own_memory():
        with suppress(OSError):  # a part that has no pages yet, or a kernel that cannot
            kernel.collapse(start, end - start)


def _own_memory() -> Iterator[tuple[int, int]]:
    """The whole huge pages of private memory that belongs to no file."""
    for line in Path("/proc/self/maps").read_text().splitlines():
        addresses, rights, *rest = line.split()
        if rights != "rw-p" or rest[3:] not in ([], ["[heap]"]):
            continue
        start, end = (int(address, 16) for address in addresses.split("-"))
        start, end = -(-start // _HUGE) * _HUGE, end // _HUGE * _HUGE
        if start < end:
            yield start, end
