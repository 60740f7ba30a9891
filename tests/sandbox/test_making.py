"""A process that is killed while it makes a box leaves nobody waiting.

Each test is a Python of its own, for only a process with one thread may be cloned.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

_MAKE = """
import os, signal, socket
from autograder.wire.control import LAYERS, Open
from autograder.wire.limits import Limits
from autograder.worker import box
from autograder.worker.fences import kernel

fork, layers = kernel.fork, {layers}
kernel.fork = {instead}
ours, theirs = socket.socketpair()
try:
    box.make(theirs.fileno(), Open(Limits(), layers, (), "/tmp"), lambda _: None)
except box.BoxError as error:
    print(error)
theirs.close()
ours.settimeout(5)
print("left:", ours.recv(1))
"""
_REGISTER = """
import os
from autograder.worker.fences import kernel

os.register_at_fork(before=lambda: print("a check begins"))
child = kernel.fork()
if child == 0:
    os._exit(0)
os.waitpid(child, 0)
"""
_CLONE = """
import os
from autograder.worker.fences import kernel

report, reporting = os.pipe()
child = kernel.clone(kernel.CLONE_NEWUSER | kernel.CLONE_NEWPID)
if child == 0:
    os.write(reporting, str(os.getpid()).encode())
    os._exit(0)
os.waitpid(child, 0)
print(os.read(report, 100))
"""
_REFUSED = """
from autograder.worker.fences import kernel

try:
    kernel.clone(kernel.CLONE_NEWUSER | 0x00000200)  # CLONE_FS
except OSError as error:
    print(error)
"""


def said(code: str) -> str:
    """What this code prints in a Python of its own."""
    command = [sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout


@pytest.mark.parametrize(
    ("layers", "instead"),
    [
        pytest.param(
            "('rlimits',)", "lambda: os.kill(os.getpid(), signal.SIGKILL)", id="without namespaces"
        ),
        pytest.param("LAYERS", "lambda: os._exit(137)", id="before it forks"),
        pytest.param("LAYERS", "lambda: fork() and os._exit(137)", id="after it forked"),
    ],
)
def test_a_keeper_killed_on_its_way_leaves_nobody_waiting(layers: str, instead: str) -> None:
    """It is told that the box has ended, and nobody holds the other end of the boundary."""
    told = said(_MAKE.format(layers=layers, instead=instead))
    assert told == "the box ended before it was fenced\nleft: b''\n"


def test_what_the_student_registered_is_not_called_when_a_check_begins() -> None:
    """At a fork of ours, that is: whoever is told of it knows that checks begin."""
    assert said(_REGISTER) == ""


def test_a_child_in_other_namespaces_is_alone_there() -> None:
    assert said(_CLONE) == "b'1'\n"


def test_a_clone_that_the_kernel_refuses() -> None:
    assert said(_REFUSED) == "[Errno 22] clone: Invalid argument\n"
