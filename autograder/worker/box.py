"""Make a box: a fenced tree of processes, forked from the warm zygote.

    zygote ─ keeper (first process of the box: builds its file system, reaps, waits)
               └ notebook process (puts up the remaining fences, then runs cells)

Everything up to the last fence is our code; the zygote learns through a pipe how it went, and
a box that is not fenced as asked never runs a cell.
"""

from __future__ import annotations

import os
import signal
import socket
import tempfile
from collections.abc import Callable
from typing import NoReturn

from autograder.wire.control import LAYERS, Open
from autograder.worker.fences import kernel, landlock, namespaces, resources, syscalls

_FENCED = "fenced"
_NEEDS_NAMESPACES = (
    "this assignment needs namespaces (its limits say `{}`), and this level of isolation has none; "
    "use --isolation full"
)


class BoxError(Exception):
    """The box could not be made as asked."""


def make(boundary: int, order: Open, run: Callable[[socket.socket], None]) -> int:
    """Fork a box whose notebook process calls ``run`` with its end of the boundary.

    Returns:
        The pid of the box's keeper, a child of the calling process.

    Raises:
        BoxError: a fence could not be put up; nothing of the student's has run.
    """
    own = "namespaces" in order.layers
    unknown = sorted(set(order.layers) - set(LAYERS))
    if unknown:
        raise BoxError(f"there is no layer {unknown[0]!r}")
    for need in ("loopback", "shared_memory"):
        if getattr(order.limits, need) and not own:
            raise BoxError(_NEEDS_NAMESPACES.format(need))
    if order.devices and order.layers and not own:
        raise BoxError("a GPU needs namespaces, and this level of isolation has none")
    report, reporting = os.pipe()
    waiting, go = os.pipe()
    keeper = kernel.clone(namespaces.ALL if own else 0)
    if keeper == 0:
        os.close(report)
        os.close(go)
        _reporting_failure(reporting, lambda: _keeper(boundary, order, run, reporting, waiting))
    os.close(reporting)
    os.close(waiting)
    try:
        if own:
            namespaces.write_id_maps(keeper)
        os.write(go, b".")
        _require_fenced(report)
    finally:  # the zygote reaps a keeper that failed when it closes its next box
        os.close(report)
        os.close(go)
    return keeper


def _require_fenced(report: int) -> None:
    """Wait for the one line that is reported, or until nobody is left who could."""
    with open(report, encoding="utf-8", errors="replace", closefd=False) as lines:
        line = lines.readline().rstrip("\n")
    if line != _FENCED:
        raise BoxError(line or "the box ended before it was fenced")


def _reporting_failure(reporting: int, step: Callable[[], None]) -> NoReturn:
    try:
        step()
    except BaseException as error:
        text = f"{type(error).__name__}: {error}"
        os.write(reporting, text.replace("\n", " ").encode() + b"\n")
    finally:
        os._exit(70)


def _keeper(
    boundary: int, order: Open, run: Callable[[socket.socket], None], reporting: int, waiting: int
) -> None:
    kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
    if not os.read(waiting, 1):  # the zygote has given this box up, or is gone
        os._exit(70)
    if "namespaces" in order.layers:
        socket.sethostname("sandbox")
        if order.limits.loopback:
            namespaces.raise_loopback()
        namespaces.enter_new_root(order.visible, order.devices, order.limits.disk_mib)
    else:
        kernel.prctl(kernel.PR_SET_CHILD_SUBREAPER, 1)
    notebook = kernel.fork()
    if notebook == 0:
        _reporting_failure(reporting, lambda: _notebook(boundary, order, run, reporting))
    _keep_only(())
    kernel.prctl(kernel.PR_SET_DUMPABLE, 0)
    if "namespaces" in order.layers:
        kernel.drop_capabilities()
    _reap_until(notebook)


def _reap_until(notebook: int) -> NoReturn:
    while True:
        pid, status = os.wait()
        if pid == notebook:
            code = os.waitstatus_to_exitcode(status)
            os._exit(code if code >= 0 else 128 - code)


def _notebook(
    boundary: int, order: Open, run: Callable[[socket.socket], None], reporting: int
) -> None:
    _put_up_fences(order, boundary, reporting)
    os.write(reporting, f"{_FENCED}\n".encode())
    os.close(reporting)
    try:
        run(socket.socket(fileno=boundary))
    finally:
        os._exit(0)


def _put_up_fences(order: Open, boundary: int, reporting: int) -> None:
    os.setsid()
    os.chdir(order.scratch)
    os.environ["HOME"] = os.environ["TMPDIR"] = tempfile.tempdir = order.scratch
    _keep_only((boundary, reporting))
    own = "namespaces" in order.layers
    if "rlimits" in order.layers:
        resources.limit(order.limits, own_users=own, gpu=bool(order.devices))
    if order.layers:
        if own or os.geteuid() == 0:
            kernel.bar_capabilities()
        if own:
            namespaces.become_user()
        kernel.drop_capabilities()
        kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
        kernel.prctl(kernel.PR_SET_DUMPABLE, 1)  # changing users cleared it; /proc/self needs it
    # Changing users would have cleared this, too: without a process namespace nothing else ends it.
    kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
    if "landlock" in order.layers:
        devices = [f"/dev/{name}" for name in namespaces.DEVICES]
        # Where /proc is the host's, other processes are nobody's business.
        facts = ["/proc"] if own else ["/proc/self", "/proc/cpuinfo", "/proc/meminfo"]
        readable = [*order.visible, *facts, "/dev/fd", *devices]
        scratch = ["/tmp", "/dev/shm"] if own else [order.scratch]
        # CUDA gives its threads names, for which /proc must be written to; this one is the box's.
        named = ["/proc"] if own and order.devices else []
        writable = [*scratch, *named, "/dev/null"]
        landlock.restrict(readable, writable, order.devices, tcp=order.limits.loopback)
    if "seccomp" in order.layers:
        syscalls.refuse(own_processes=own, tcp=order.limits.loopback, gpu=bool(order.devices))
    if order.devices:
        # torch comes with it, and a look at the fences of a host needs none.
        from autograder.worker import gpu

        later = gpu.ready(order.devices, order.limits)
        if "rlimits" in order.layers:
            resources.limit_data(order.limits, later)
        if "seccomp" in order.layers:
            syscalls.refuse_also(syscalls.NEEDED_BY_CUDA)


def _keep_only(kept: tuple[int, ...]) -> None:
    """Close every descriptor but these; standard input and output lead nowhere."""
    nowhere = os.open("/dev/null", os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    last = 2
    for descriptor in sorted({*kept, os.sysconf("SC_OPEN_MAX")}):
        os.closerange(last + 1, descriptor)
        last = descriptor
