"""The grader's end of one box: run cells, ask checks, and tell how it ended."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager

from autograder.outcome import ENDED, Outcome, StudentProblem
from autograder.sandbox.control_group import group_around
from autograder.sandbox.gpu import CUDA_MIB, Gpu
from autograder.sandbox.patience import Patience
from autograder.sandbox.session import arguments
from autograder.sandbox.watch import TOO_MUCH_MEMORY, Watch
from autograder.sandbox.zygote import SandboxError, Zygote
from autograder.wire.channel import Channel, ChannelClosed
from autograder.wire.control import Closed
from autograder.wire.limits import Limits
from autograder.wire.messages import (
    Answer,
    BeginCheck,
    Call,
    CellDone,
    Missing,
    Probe,
    Raised,
    Ready,
    Reply,
    Request,
    Returned,
    RunCell,
    pack,
    unpack_reply,
)
from autograder.wire.values import WireError

_INTERRUPT_SECONDS = 2.0
_FORK_SECONDS = 5.0
_FALSE_ANSWER = "The notebook's process gave a false answer."


class Threaded(Exception):
    """The notebook left threads behind, so its process cannot be forked."""


class Stuck(StudentProblem):
    """The notebook's process does not start a check: what it says from now on means nothing."""


class Box:
    """A fenced process that holds one notebook's state. Close it, or use it in ``with``.

    Methods raise ``StudentProblem`` where the student's code is at fault, and ``SandboxError``
    where the sandbox is.
    """

    def __init__(
        self,
        zygote: Zygote,
        limits: Limits,
        patience: Patience | None = None,
        gpu: Gpu | None = None,
    ) -> None:
        """Make the box; ``patience`` is for all boxes of a submission together."""
        keeper, sock = zygote.open(limits, gpu.nodes if gpu else ())
        self._zygote = zygote
        self._limits = limits
        self._socket = sock
        resident = zygote.ready().resident
        self._watch = Watch(keeper, limits, resident, patience or Patience(), gpu)
        self._group = group_around(self._watch.tree_pids, limits, CUDA_MIB if gpu else 0)
        self._channel = Channel(sock, self._watch)
        self.ended: Closed | None = None

    def __enter__(self) -> Box:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> Closed:
        """Kill what is left and say how it ended and what it used."""
        if self.ended is None:
            self._socket.close()
            if "namespaces" not in self._zygote.layers:
                self._watch.kill()
            # The first process of a namespace takes all others with it.
            self.ended = self._zygote.close_box()
            if self._group is not None:
                self._group.close()
        return self.ended

    @property
    def cpu_spent(self) -> float:
        """CPU seconds used so far, short calls left out."""
        return self._watch.cpu_spent

    def run_cell(
        self, number: int, source: str, cpu_seconds: float, provided: bool = False
    ) -> CellDone:
        """Run a cell; one that takes too long is interrupted, and if deaf to that, ends the box."""
        try:
            with self._watch.allowing(cpu_seconds):
                self._send(self._channel, RunCell(number, source, provided))
                return self._cell_done()
        except StudentProblem as problem:
            if problem.outcome is not Outcome.TIMED_OUT:
                raise
            return self._interrupted(problem)

    def _interrupted(self, problem: StudentProblem) -> CellDone:
        self._watch.interrupt()
        try:
            with self._watch.allowing(_INTERRUPT_SECONDS):
                done = self._cell_done()
        except StudentProblem:
            raise problem from None
        error = Raised(name="TimedOut", message=problem.message)
        return CellDone(error=error, output=done.output)

    def _cell_done(self) -> CellDone:
        done = self._receive(self._channel)
        if not isinstance(done, CellDone):
            raise StudentProblem(Outcome.REFUSED, _FALSE_ANSWER)
        return done

    @contextmanager
    def check(self, fork: bool = True) -> Iterator[CheckConnection]:
        """A connection for one check, to a fork of the state after the notebook.

        Raises:
            Threaded: the state has threads and cannot be forked.
            Stuck: the notebook's process does not answer; close the box.
        """
        ours, theirs = socket.socketpair()
        with ours:
            with theirs:
                self._begin(theirs, fork)
            with self._watch.allowing(self._limits.check_seconds):
                yield CheckConnection(Channel(ours, self._watch), self)

    def _begin(self, theirs: socket.socket, fork: bool) -> None:
        try:
            with self._watch.allowing(_FORK_SECONDS):
                self._send(self._channel, BeginCheck(fork))
                self._send_descriptor(theirs.fileno())
                ready = self._receive(self._channel)
        except StudentProblem as problem:
            raise Stuck(problem.outcome, problem.message) from None
        if not isinstance(ready, Ready):
            raise Stuck(Outcome.REFUSED, _FALSE_ANSWER)
        if fork and ready.threads != 1:
            raise Threaded

    def allow(self, cpu_seconds: float) -> None:
        """Start a check's allowance anew, for a connection that serves several."""
        self._watch.allow(cpu_seconds)

    def ask(self, channel: Channel, request: Call | Probe) -> Answer:
        """Put one question on a check's connection; a process that fails to answer is killed."""
        try:
            return self._answer(channel, request)
        except StudentProblem:
            self._watch.kill_all_but_notebook()
            raise

    def _answer(self, channel: Channel, request: Call | Probe) -> Answer:
        self._watch.extend_wall_time()  # the grader's own work between questions does not count
        self._send(channel, request)
        reply = self._receive(channel)
        if isinstance(reply, Raised | Missing):
            return reply
        if isinstance(reply, Returned) and len(reply.inputs) == len(arguments(request)):
            return reply
        raise StudentProblem(Outcome.REFUSED, _FALSE_ANSWER)

    def _send(self, channel: Channel, request: Request) -> None:
        try:
            channel.send(pack(request))
        except ChannelClosed:
            raise self._end() from None

    def _send_descriptor(self, descriptor: int) -> None:
        try:
            self._channel.send_descriptor(descriptor)
        except ChannelClosed:
            raise self._end() from None

    def _receive(self, channel: Channel) -> Reply:
        try:
            return unpack_reply(channel.receive())
        except ChannelClosed:
            raise self._end() from None
        except StudentProblem as problem:
            raise self._end(problem) from None
        except WireError as error:
            raise StudentProblem(Outcome.REFUSED, f"The answer cannot be read: {error}.") from None

    def _end(self, seen: StudentProblem | None = None) -> StudentProblem:
        """What there is to say of a process that is gone, or of what the watch has seen.

        Raises:
            SandboxError: the kernel ended it for want of memory, and it was within its bounds.
        """
        if self._group is not None and self._group.ran_out:
            return StudentProblem(Outcome.OUT_OF_MEMORY, TOO_MUCH_MEMORY)
        if self._group is not None and self._group.taken:
            raise SandboxError("the machine ran out of memory; grade again with fewer --jobs")
        return seen or StudentProblem(Outcome.CRASHED, ENDED)


class CheckConnection:
    """Asks the copy of the notebook's state that one check has to itself."""

    def __init__(self, channel: Channel, box: Box) -> None:
        self._channel = channel
        self._box = box

    def ask(self, request: Call | Probe) -> Answer:
        """Put one question. Raises ``StudentProblem``."""
        return self._box.ask(self._channel, request)

    def allow(self, cpu_seconds: float) -> None:
        """Start the allowance anew: the next questions are another check's."""
        self._box.allow(cpu_seconds)
