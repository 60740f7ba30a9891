"""What a submission may use. Each limit says what the student's code sees when it hits it."""

from __future__ import annotations

from typing import Annotated

import msgspec

MIB = 2**20
_Seconds = Annotated[float, msgspec.Meta(gt=0, le=86_400)]
_Count = Annotated[int, msgspec.Meta(ge=1, le=2**20)]


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Caps on one submission; ``[limits]`` of an ``assignment.toml`` may change any of them.

    Attributes:
        cell_seconds: CPU seconds for one cell; then it is interrupted (``KeyboardInterrupt``).
        notebook_seconds: CPU seconds for all cells together; then the process is killed.
        check_seconds: CPU seconds for one check; then its process is killed.
        submission_seconds: wall time for everything; then no further check is run.
        slack: wall time allowed, as a multiple of CPU time, before a sleeper is stopped. Wall time
            is not counted while a box could run and has no processor, and little of it while the
            machine waits for memory that it has swapped out.
        memory_mib: memory of one process beyond an idle worker's; then allocations fail. All
            processes together may use twice that; then they are killed.
        gpu_mib: memory of a GPU, where one is used; then allocations fail.
        processes: processes and threads at once; then ``fork`` fails.
        open_files: descriptors of one process; then ``open`` fails.
        file_mib: size of one file; then writing it fails.
        disk_mib: size of /tmp, and again of /dev/shm; then the "disk" is full.
        output_kib: printed text kept of one cell; the rest is dropped.
        loopback: whether processes of one notebook may talk TCP to each other, on a loopback that
            nobody else is on; where not, ``socket`` fails. Needs ``--isolation full``.
        shared_memory: whether right answers share memory or locks between processes, as workers of
            a ``DataLoader`` do. Where it is set, ``--isolation full`` is insisted on: without
            namespaces /dev/shm is the host's, and sharing fails.
    """

    cell_seconds: _Seconds = 20
    notebook_seconds: _Seconds = 60
    check_seconds: _Seconds = 10
    submission_seconds: _Seconds = 600
    slack: Annotated[float, msgspec.Meta(ge=1, le=100)] = 3
    memory_mib: _Count = 1024
    gpu_mib: _Count = 2048
    processes: _Count = 64
    open_files: _Count = 256
    file_mib: _Count = 64
    disk_mib: _Count = 128
    output_kib: Annotated[int, msgspec.Meta(ge=1, le=1024)] = 64
    loopback: bool = False
    shared_memory: bool = False
