"""Whole frames over a stream socket: eight bytes of length, then that many bytes."""

from __future__ import annotations

import socket
import struct
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from autograder.wire.values import WireError

MAX_FRAME = 16 * 2**20
"""Bytes. The largest honest message, training at full size in float64, is about 3 MiB."""

POLL_SECONDS = 0.02
_Result = TypeVar("_Result")
_LENGTH = struct.Struct(">Q")
_PIECE = 2**20


class ChannelClosed(Exception):
    """The peer has gone."""


class Channel:
    """One end of the boundary.

    ``watch`` is called every ``POLL_SECONDS`` while waiting, in either direction, and may raise
    to give up: the peer may be hostile and neither read nor write. Without it, calls block.
    """

    def __init__(self, sock: socket.socket, watch: Callable[[], None] | None = None) -> None:
        self._socket = sock
        self._watch = watch
        sock.settimeout(POLL_SECONDS if watch else None)

    def send(self, frame: bytes) -> None:
        """Send one frame. Raises ``ChannelClosed``."""
        rest = memoryview(_LENGTH.pack(len(frame)) + frame)
        while rest:
            rest = rest[self._patiently(partial(self._socket.send, rest)) :]

    def send_descriptor(self, descriptor: int) -> None:
        """Send an open file along, with one byte. Raises ``ChannelClosed``."""
        self._patiently(partial(socket.send_fds, self._socket, [b"+"], [descriptor]))

    def receive(self) -> bytes:
        """The next frame. Raises ``ChannelClosed``, or ``WireError`` where it is too large."""
        (size,) = _LENGTH.unpack(self._read(_LENGTH.size))
        if size > MAX_FRAME:
            raise WireError(f"a message of {size} bytes is larger than {MAX_FRAME}")
        return self._read(size)

    def close(self) -> None:
        """Close this end."""
        self._socket.close()

    def _read(self, size: int) -> bytes:
        data = bytearray()
        while len(data) < size:
            want = min(size - len(data), _PIECE)
            piece = self._patiently(partial(self._socket.recv, want))
            if not piece:
                raise ChannelClosed
            data += piece
        return bytes(data)

    def _patiently(self, operation: Callable[[], _Result]) -> _Result:
        while True:
            if self._watch:
                self._watch()
            try:
                return operation()
            except TimeoutError:
                continue
            except OSError:
                raise ChannelClosed from None
