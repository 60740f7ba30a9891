"""The notebook process: runs cells, then answers each check from a fork of its state."""

from __future__ import annotations

import os
import signal
import socket
from contextlib import suppress

from autograder.wire.answer import answer
from autograder.wire.channel import Channel, ChannelClosed
from autograder.wire.limits import Limits
from autograder.wire.messages import (
    BeginCheck,
    Call,
    Probe,
    Ready,
    RunCell,
    pack,
    unpack_request,
)
from autograder.worker.fences import kernel, resources
from autograder.worker.interrupts import ignore_interrupts, interruptible
from autograder.worker.own_names import OwnNames
from autograder.worker.shell import Shell, locate, run_cell
from autograder.worker.warm import thread_count


def serve(boundary: socket.socket, shell: Shell, limits: Limits) -> None:
    """Answer the grader until it hangs up."""
    ignore_interrupts()
    channel = Channel(boundary)
    own = OwnNames(shell.user_ns)
    with suppress(ChannelClosed):
        while True:
            request = unpack_request(channel.receive())
            if isinstance(request, RunCell):
                with own.cell(request.provided), interruptible():
                    done = run_cell(shell, request.number, request.source, limits.output_kib * 1024)
                channel.send(pack(done))
            elif isinstance(request, BeginCheck):
                own.give_back()
                _begin_check(boundary, channel, shell, limits, request.fork)


def _begin_check(
    boundary: socket.socket, channel: Channel, shell: Shell, limits: Limits, fork: bool
) -> None:
    """Answer one check's requests on a connection of its own, in a fork that ends with it."""
    _, descriptors, _, _ = socket.recv_fds(boundary, 1, 1)
    connection = socket.socket(fileno=descriptors[0])
    threads = thread_count()
    if fork and threads > 1:
        channel.send(pack(Ready(threads)))
        connection.close()
        return
    if not fork:
        channel.send(pack(Ready(1)))
        _answer_check(connection, shell)
        return
    child = kernel.fork()
    if child == 0:
        try:
            kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
            os.setpgid(0, 0)
            boundary.close()
            resources.limit_check(limits)
            _answer_check(connection, shell)
        finally:
            os._exit(0)
    connection.close()
    channel.send(pack(Ready(threads)))
    with suppress(ChildProcessError):  # a notebook may have asked not to be told of children
        os.waitpid(child, 0)
    with suppress(OSError):
        os.killpg(child, signal.SIGKILL)


def _answer_check(connection: socket.socket, shell: Shell) -> None:
    check = Channel(connection)
    with suppress(ChannelClosed):
        while True:
            request = unpack_request(check.receive())
            if isinstance(request, Call | Probe):
                check.send(pack(answer(shell.user_ns, request, locate)))
