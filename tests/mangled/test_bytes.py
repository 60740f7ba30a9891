"""Files that tools of Windows, git or a broken line have changed byte by byte."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from gradebook.records import Attempt

Grade = Callable[[bytes], Attempt]

pytestmark = pytest.mark.slow


@pytest.fixture
def text(right: dict[str, Any]) -> str:
    """The right notebook as text, with letters beyond ASCII in a string."""
    source = "café = 'naïve façade'\nassert len(café) == 12"
    right["cells"].append({"cell_type": "code", "source": source, "metadata": {}})
    plain = json.dumps(right, ensure_ascii=False, indent=1)
    return plain.encode("cp1252", "ignore").decode("cp1252")  # all encodings can hold it


# How the file's bytes came about, and what the note must say.
GRADED: dict[str, tuple[Callable[[str], bytes], str]] = {
    "as it should be": (lambda text: text.encode(), ""),
    "byte order mark": (lambda text: text.encode("utf-8-sig"), ""),
    "Windows lines": (lambda text: text.replace("\n", "\r\n").encode(), ""),
    "Windows-1252": (lambda text: text.encode("cp1252"), "not in UTF-8; it was read as cp1252"),
    "Latin-1": (lambda text: text.encode("latin-1", "replace"), "it was read as cp1252"),
    "UTF-16": (lambda text: text.encode("utf-16"), "not in UTF-8; it was read as utf-16"),
    "UTF-16 unmarked": (lambda text: text.encode("utf-16-le"), "it was read as utf-16-le"),
    "UTF-32": (lambda text: text.encode("utf-32"), "it was read as utf-32"),
    "blank lines around": (lambda text: f"\n\n{text}\n\n".encode(), ""),
}


@pytest.mark.parametrize("case", GRADED)
def test_encodings(case: str, text: str, graded: Grade) -> None:
    encode, note = GRADED[case]
    attempt = graded(encode(text))
    assert (attempt.status, attempt.score) == ("graded", 20), attempt.note
    assert re.search(note, attempt.note) if note else not attempt.note, attempt.note


def conflict(text: str) -> str:
    return text.replace(
        ' "nbformat": 4,', '<<<<<<< HEAD\n "nbformat": 4,\n=======\n "nbformat": 5,\n>>>>>>> main'
    )


# Files that no program can open, and what is said about them.
FOR_A_PERSON: dict[str, tuple[Callable[[str], bytes], str]] = {
    "broken off": (lambda text: text[: len(text) // 2].encode(), "breaks off or is wrong at line"),
    "broken off in UTF-16": (lambda text: text[:999].encode("utf-16"), "breaks off or is wrong"),
    "merge conflict": (
        lambda text: conflict(text).encode(),
        r"git has left the marks of a merge conflict in it \(line \d+\)",
    ),
    "empty": (lambda _: b"", "it is empty"),
    "zeros": (lambda text: bytes(len(text)), "it is not JSON"),
    "page of a log-in": (lambda _: b"<!DOCTYPE html><title>Sign in</title>", "it is not JSON"),
    "Python": (lambda _: b"import torch\n", "it is not JSON"),
    "zip": (lambda _: b"PK\x03\x04\x14\x00\x00\x00\x08\x00\xff\xfe", "it is not JSON"),
    "other JSON": (lambda _: b'{"kernel_id": "1"}', "it has no list of cells"),
}


@pytest.mark.parametrize("case", FOR_A_PERSON)
def test_what_cannot_be_read_needs_a_person_and_is_no_zero(
    case: str, text: str, graded: Grade
) -> None:
    mangle, note = FOR_A_PERSON[case]
    attempt = graded(mangle(text))
    assert (attempt.status, attempt.score) == ("needs_review", None)
    assert re.search(note, attempt.note), attempt.note
