"""Frames over a socket whose other end may be slow, gone or hostile."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.wire import control
from autograder.wire.channel import MAX_FRAME, Channel, ChannelClosed
from autograder.wire.values import WireError


class GaveUp(Exception):
    """Raised by a watch."""


class Drip:
    """A socket that passes on few bytes at a time, as a busy machine does."""

    def __init__(self, steps: list[int]) -> None:
        self.data, self._steps, self._turn = bytearray(), steps, 0

    def settimeout(self, _: float | None) -> None: ...

    def _step(self, most: int) -> int:
        self._turn += 1
        return min(most, self._steps[self._turn % len(self._steps)])

    def send(self, piece: memoryview) -> int:
        count = self._step(len(piece))
        self.data += piece[:count]
        return count

    def recv(self, most: int) -> bytes:
        count = self._step(most)
        piece, self.data = bytes(self.data[:count]), self.data[count:]
        return piece


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


def patient(times: int) -> Any:
    """A watch that gives up after so many looks."""
    looks = iter(range(times))

    def watch() -> None:
        if next(looks, None) is None:
            raise GaveUp

    return watch


@given(st.lists(st.binary(max_size=60), max_size=5), st.lists(st.integers(1, 7), min_size=1))
def test_frames_arrive_whole_however_they_are_cut(frames: list[bytes], steps: list[int]) -> None:
    channel = Channel(Drip(steps))  # type: ignore[arg-type]
    for frame in frames:
        channel.send(frame)
    assert [channel.receive() for _ in frames] == frames


def test_large_frame_crosses_a_real_socket(ends: tuple[socket.socket, socket.socket]) -> None:
    frame = bytes(range(256)) * 20_000
    sender = threading.Thread(target=Channel(ends[0]).send, args=(frame,))
    sender.start()
    assert Channel(ends[1], lambda: None).receive() == frame
    sender.join()


@pytest.mark.parametrize("size", [MAX_FRAME + 1, 2**63, 2**64 - 1])
def test_too_large_a_frame_is_refused_before_it_is_read(
    ends: tuple[socket.socket, socket.socket], size: int
) -> None:
    ends[0].sendall(struct.pack(">Q", size) + b"rest")
    with pytest.raises(WireError, match="larger"):
        Channel(ends[1]).receive()
    assert ends[1].recv(99) == b"rest"


@pytest.mark.parametrize(
    "sent", [b"", b"\0\0\0", struct.pack(">Q", 5), struct.pack(">Q", 5) + b"1"]
)
def test_peer_that_has_gone_closes_the_channel(
    ends: tuple[socket.socket, socket.socket], sent: bytes
) -> None:
    ends[0].sendall(sent)
    ends[0].close()
    with pytest.raises(ChannelClosed):
        Channel(ends[1]).receive()


def test_sending_to_a_peer_that_has_gone(ends: tuple[socket.socket, socket.socket]) -> None:
    ends[0].close()
    with pytest.raises(ChannelClosed):
        Channel(ends[1]).send(b"x")


def test_own_end_closed(ends: tuple[socket.socket, socket.socket]) -> None:
    channel = Channel(ends[0])
    channel.close()
    with pytest.raises(ChannelClosed):
        channel.receive()


def test_watch_gives_up_on_a_silent_peer(ends: tuple[socket.socket, socket.socket]) -> None:
    with pytest.raises(GaveUp):
        Channel(ends[0], patient(3)).receive()


def test_watch_gives_up_in_the_middle_of_a_frame(
    ends: tuple[socket.socket, socket.socket],
) -> None:
    ends[1].sendall(struct.pack(">Q", 100) + b"half")
    with pytest.raises(GaveUp):
        Channel(ends[0], patient(5)).receive()


def test_watch_gives_up_on_a_peer_that_never_reads(
    ends: tuple[socket.socket, socket.socket],
) -> None:
    with pytest.raises(GaveUp):
        Channel(ends[0], patient(12)).send(b"x" * 8 * 2**20)


def test_watch_is_asked_even_while_bytes_keep_coming(
    ends: tuple[socket.socket, socket.socket],
) -> None:
    ends[1].sendall(struct.pack(">Q", 8) + b"x" * 8)
    with pytest.raises(GaveUp):
        Channel(ends[0], patient(0)).receive()


def test_empty_frame_is_a_frame(ends: tuple[socket.socket, socket.socket]) -> None:
    Channel(ends[0]).send(b"")
    assert Channel(ends[1]).receive() == b""


@pytest.mark.parametrize(
    "message",
    [
        control.Started(1, 1, 2**28),
        control.Opened(7),
        control.Failed("no"),
        control.Close(),
        control.Closed(137, 1.5, 9),
    ],
)
def test_control_message_crosses(
    ends: tuple[socket.socket, socket.socket], message: control.Control
) -> None:
    control.send(ends[0], message)
    assert control.receive(ends[1]) == (message, [])


def test_descriptor_crosses_with_its_message(ends: tuple[socket.socket, socket.socket]) -> None:
    control.send(ends[0], control.Close(), (ends[0].fileno(),))
    _, (descriptor,) = control.receive(ends[1])
    with socket.socket(fileno=descriptor) as copy:
        copy.sendall(b"hello")
    assert ends[1].recv(9) == b"hello"


def test_zygote_that_has_gone(ends: tuple[socket.socket, socket.socket]) -> None:
    ends[0].close()
    with pytest.raises(EOFError):
        control.receive(ends[1])
