"""Whole frames over a pair of pipes, where there is no socket to pass on: on any system."""

from __future__ import annotations

import struct
from typing import BinaryIO

from autograder.wire.channel import MAX_FRAME, ChannelClosed
from autograder.wire.values import WireError

_LENGTH = struct.Struct(">Q")


class Pipe:
    """One end: a file to read from and a file to write to. Calls block."""

    def __init__(self, reader: BinaryIO, writer: BinaryIO) -> None:
        self._reader = reader
        self._writer = writer

    def send(self, frame: bytes) -> None:
        """Send one frame. Raises ``ChannelClosed``."""
        try:
            self._writer.write(_LENGTH.pack(len(frame)) + frame)
            self._writer.flush()
        except (OSError, ValueError):
            raise ChannelClosed from None

    def receive(self) -> bytes:
        """The next frame. Raises ``ChannelClosed``, or ``WireError`` where it is too large."""
        (size,) = _LENGTH.unpack(self._read(_LENGTH.size))
        if size > MAX_FRAME:
            raise WireError(f"a message of {size} bytes is larger than {MAX_FRAME}")
        return self._read(size)

    def _read(self, size: int) -> bytes:
        try:
            data = self._reader.read(size)
        except (OSError, ValueError):
            raise ChannelClosed from None
        if len(data) < size:
            raise ChannelClosed
        return data
