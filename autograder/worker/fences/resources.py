"""rlimits: what one process may use, enforced by the kernel."""

from __future__ import annotations

import resource
from math import ceil
from pathlib import Path

from autograder.wire.limits import MIB, Limits

_ADDRESSES, _DATA = 0, 5
_GRACE = 5
"""Seconds of CPU beyond the grader's own limit, after which the kernel kills by itself."""


def limit(limits: Limits, own_users: bool, gpu: bool) -> None:
    """Cap this process and, by inheritance, each of its children by itself.

    Args:
        limits: the caps.
        own_users: whether processes can be counted: the kernel counts them per user, and where
            the box shares the grader's user, the grader's own would count.
        gpu: whether it is to use one: CUDA reserves addresses for all memory there is, so that
            they cannot be counted; then ``limit_data`` once it has started.
    """
    if own_users:
        resource.setrlimit(resource.RLIMIT_NPROC, (limits.processes, limits.processes))
    if not gpu:
        most = _pages(_ADDRESSES) + limits.memory_mib * MIB
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    for name, value in (
        (resource.RLIMIT_CPU, ceil(limits.notebook_seconds) + _GRACE),
        (resource.RLIMIT_NOFILE, limits.open_files),
        (resource.RLIMIT_FSIZE, limits.file_mib * MIB),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_MEMLOCK, 0),
        (resource.RLIMIT_MSGQUEUE, 0),
    ):
        resource.setrlimit(name, (value, value))


def limit_data(limits: Limits, more_mib: int) -> None:
    """Cap the memory that this process may write to and share with nobody, beyond what it has."""
    most = _pages(_DATA) + (limits.memory_mib + more_mib) * MIB
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def limit_check(limits: Limits) -> None:
    """Cap the CPU time of one check's process; a fork starts counting from zero."""
    seconds = min(ceil(limits.check_seconds), ceil(limits.notebook_seconds)) + _GRACE
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


def _pages(which: int) -> int:
    """Bytes of this process, by a number of proc(5)'s statm."""
    pages = int(Path("/proc/self/statm").read_text().split()[which])
    return pages * resource.getpagesize()
