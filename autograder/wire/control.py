"""The words between the grader and its zygote. Both are ours; student code never sees them."""

from __future__ import annotations

import socket
from typing import TypeVar

import msgspec

from autograder.wire.limits import Limits

LAYERS = ("namespaces", "landlock", "seccomp", "rlimits")
"""The fences of a box, in the order in which they are put up."""

PRELOADS = ("pandas", "matplotlib", "optim")
"""What a zygote can have ready besides torch; a box that finds it missing imports it by itself."""

REMOVE = 'rm -rf -- "$0" || { chmod -R u+rwx -- "$0"; rm -rf -- "$0"; }'
"""For a shell: remove a folder, with what a student made so that not even its owner may list it."""

_MAX_MESSAGE = 2**16


class Started(msgspec.Struct, tag=True):
    """The zygote is warm. ``resident`` is its memory in bytes, part of every child's."""

    version: int
    threads: int
    resident: int


class Open(msgspec.Struct, tag=True):
    """Make a box behind these layers; its end of the boundary comes along as a descriptor.

    ``visible`` are the paths that it may read; ``scratch`` is the folder that it may write to, as
    the box sees it; ``devices`` are the nodes of a GPU that it may use, if it is to have one.
    """

    limits: Limits
    layers: tuple[str, ...]
    visible: tuple[str, ...]
    scratch: str
    devices: tuple[str, ...] = ()


class Opened(msgspec.Struct, tag=True):
    """The box's first process, by its pid outside."""

    pid: int


class Failed(msgspec.Struct, tag=True):
    """The box could not be made, or not fenced as asked: no student code has run."""

    reason: str


class Close(msgspec.Struct, tag=True):
    """Kill whatever is left of the box."""


class Closed(msgspec.Struct, tag=True):
    """How the box ended: exit status (128 + signal), CPU seconds, largest process in bytes."""

    status: int
    cpu_seconds: float
    peak_bytes: int


Control = Started | Open | Opened | Failed | Close | Closed
_Wanted = TypeVar("_Wanted")


def send(sock: socket.socket, message: Control, descriptors: tuple[int, ...] = ()) -> None:
    """Send one message with descriptors."""
    socket.send_fds(sock, [msgspec.msgpack.encode(message)], descriptors)


def receive(sock: socket.socket) -> tuple[Control, list[int]]:
    """The next message and its descriptors. Raises ``EOFError`` where the peer has gone."""
    data, descriptors, _, _ = socket.recv_fds(sock, _MAX_MESSAGE, 1)
    if not data:
        raise EOFError("the other process has gone")
    return msgspec.msgpack.decode(data, type=Control), list(descriptors)
