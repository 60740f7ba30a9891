"""Counts what a frame holds before any of it is made: one byte of it may become forty in memory."""

from __future__ import annotations

from autograder.wire.values import MAX_NODES, WireError

MAX_ITEMS = 4 * MAX_NODES
"""Items of msgpack in one frame. A number is one, a tensor some ten, a list three and its own."""

# By an item's first byte: how many bytes tell its length, or how many follow it.
_BYTES_WITH_LENGTH = {0xC4: 1, 0xC5: 2, 0xC6: 4, 0xD9: 1, 0xDA: 2, 0xDB: 4}
_ITEMS_WITH_LENGTH = {0xDC: 2, 0xDD: 4, 0xDE: 2, 0xDF: 4}
_NUMBERS = {
    0xCA: 4,
    0xCB: 8,
    0xCC: 1,
    0xCD: 2,
    0xCE: 4,
    0xCF: 8,
    0xD0: 1,
    0xD1: 2,
    0xD2: 4,
    0xD3: 8,
}
_FIRST_MAP = 0xDE


def require_few(frame: bytes) -> None:
    """Make sure that a frame holds no more than ``MAX_ITEMS``, by what its containers announce.

    Raises:
        WireError: it holds more.
    """
    announced, seen, place = 1, 0, 0
    while seen < announced and place < len(frame):
        if announced > MAX_ITEMS:
            raise WireError(f"a message of more than {MAX_ITEMS} items")
        seen += 1
        items, size = _inside(frame, place)
        announced += items
        place += size


def _inside(frame: bytes, place: int) -> tuple[int, int]:
    """How many items the one at ``place`` announces, and its bytes apart from these."""
    first = frame[place]
    if first in _NUMBERS:
        return 0, 1 + _NUMBERS[first]
    if first in _BYTES_WITH_LENGTH:
        width = _BYTES_WITH_LENGTH[first]
        return 0, 1 + width + _length(frame, place, width)
    if first in _ITEMS_WITH_LENGTH:
        width = _ITEMS_WITH_LENGTH[first]
        pairs = 2 if first >= _FIRST_MAP else 1
        return pairs * _length(frame, place, width), 1 + width
    if 0x80 <= first < 0xA0:  # a small map, or from 0x90 a small array
        return (first & 0xF) * (2 if first < 0x90 else 1), 1
    if 0xA0 <= first < 0xC0:  # a short text
        return 0, 1 + (first & 0x1F)
    return 0, 1


def _length(frame: bytes, place: int, width: int) -> int:
    return int.from_bytes(frame[place + 1 : place + 1 + width], "big")
