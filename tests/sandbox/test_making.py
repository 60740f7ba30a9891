"""A process that is killed while it makes a box leaves nobody waiting."""

from __future__ import annotations

import os
import signal
import socket

import pytest

from autograder.wire.control import Open
from autograder.wire.limits import Limits
from autograder.worker import box

LIMITS_ONLY = ("rlimits",)


def test_a_door_killed_on_its_way_leaves_nobody_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """It has forked the keeper and was about to tell so: the keeper knows of nobody else."""
    fork, here = os.fork, os.getpid()

    def fork_and_be_killed() -> int:
        forked = fork()
        if forked and os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return forked

    monkeypatch.setattr(os, "fork", fork_and_be_killed)
    monkeypatch.setattr(box, "_DOOR_SECONDS", 0.05)
    ours, theirs = socket.socketpair()
    with ours, theirs:
        order = Open(Limits(), LIMITS_ONLY, (), "/tmp")
        with pytest.raises(box.BoxError, match="ended before it was fenced"):
            box.make(theirs.fileno(), order, lambda _: None)
        theirs.close()
        ours.settimeout(5)
        assert ours.recv(1) == b""  # the keeper held the other end, and has gone
