"""The zygote: a fresh interpreter that imports torch once and forks a box for each submission.

Started as ``python -m autograder.worker FD PRELOAD...``, where FD is a socket to the grader. It
never runs student code and holds no reference, no check and no seed.
"""

from __future__ import annotations

import gc
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import count
from pathlib import Path

import psutil

from autograder.wire.control import REMOVE, Closed, Failed, Open, Opened, Started, receive, send
from autograder.wire.limits import Limits
from autograder.wire.messages import VERSION
from autograder.worker import box
from autograder.worker.fences import kernel
from autograder.worker.fork_cheaply import fork_cheaply

Serve = Callable[[socket.socket, Limits], None]

_FORK_CHEAPLY_AFTER = 8
"""Boxes. It may take as long as it saves in so many; a trial of one notebook makes fewer."""

_LAST_SECONDS = 2.0
"""For a keeper to end by itself."""


def main() -> None:
    """Warm up, then make and unmake boxes until the grader hangs up."""
    # Cells are stopped as with Ctrl-C, also where the grader itself was started to ignore that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    control = socket.socket(fileno=int(sys.argv[1]))
    kernel.prctl(kernel.PR_SET_CHILD_SUBREAPER, 1)
    serve, threads = _warm(sys.argv[2:])
    with suppress(EOFError, ConnectionError):  # the grader has gone: so do we
        send(control, Started(VERSION, threads, _resident_bytes()))
        for number in count():
            if number == _FORK_CHEAPLY_AFTER:
                fork_cheaply()
            _one_box(control, serve)
    _remove_home()
    os._exit(0)  # tearing torch down would take a second in which somebody waits for Ctrl-C


def _warm(preloads: Sequence[str]) -> tuple[Serve, int]:
    """What serves in a box, when all is imported, and how many threads there are then."""
    gc.disable()  # a tenth of the time would go into looking for garbage, where there is none
    from autograder.worker.serve import serve
    from autograder.worker.shell import make_shell
    from autograder.worker.warm import thread_count, warm_up

    warm_up(preloads)
    shell = make_shell()
    gc.freeze()
    gc.enable()
    return lambda end, limits: serve(end, shell, limits), thread_count()


def _remove_home() -> None:
    """Leave nothing behind, also where the grader was killed; it made this folder for us."""
    home = os.environ.get("HOME", "")
    if os.path.basename(home).startswith("autograder-"):
        subprocess.run(["sh", "-c", REMOVE, home], stderr=subprocess.DEVNULL, check=False)


def _one_box(control: socket.socket, serve: Serve) -> None:
    order, descriptors = receive(control)
    if not isinstance(order, Open):
        raise TypeError(f"expected Open, got {type(order).__name__}")
    (boundary,) = descriptors
    try:
        keeper = box.make(boundary, order, lambda end: serve(end, order.limits))
    except (box.BoxError, OSError) as error:
        send(control, Failed(str(error)))
        return
    finally:
        os.close(boundary)
    send(control, Opened(keeper))
    try:
        receive(control)  # Close, or the grader has gone
    finally:
        closed = _close(keeper)
    send(control, closed)


def _close(keeper: int) -> Closed:
    finished, status, usage = os.wait4(keeper, os.WNOHANG)
    if not finished:
        _end_notebook(keeper)
        os.kill(keeper, signal.SIGKILL)
        _, status, usage = os.wait4(keeper, 0)
    _end_adopted()
    code = os.waitstatus_to_exitcode(status)
    seconds = usage.ru_utime + usage.ru_stime
    return Closed(code if code >= 0 else 128 - code, seconds, usage.ru_maxrss * 1024)


def _end_notebook(keeper: int) -> None:
    """Kill the notebook's process; the keeper waits for it and ends, so that its time counts."""
    try:
        children = Path(f"/proc/{keeper}/task/{keeper}/children").read_text().split()
    except OSError:  # some kernels do not tell
        return
    for child in children:
        with suppress(ProcessLookupError):
            os.kill(int(child), signal.SIGKILL)
    end = time.monotonic() + _LAST_SECONDS
    ended = os.WEXITED | os.WNOHANG | os.WNOWAIT
    while time.monotonic() < end and not os.waitid(os.P_PID, keeper, ended):
        time.sleep(0.001)


def _end_adopted() -> None:
    """Kill what outlived its box: without a process namespace, orphans become our children."""
    with suppress(ChildProcessError):  # there is none any more
        while True:
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
            for process in psutil.Process().children(recursive=True):
                with suppress(psutil.NoSuchProcess):
                    process.kill()


def _resident_bytes() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


if __name__ == "__main__":
    main()
