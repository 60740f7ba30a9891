"""Where the fuzzer begins: small files of each kind, made here and kept nowhere."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from pathlib import Path

import msgspec
import numpy as np
import torch

from autograder.split.explore import digest
from autograder.split.form import Answers, Ended, pack_answer
from autograder.wire.encoding import encode
from autograder.wire.messages import (
    BeginCheck,
    Call,
    CellDone,
    Missing,
    Place,
    Probe,
    Raised,
    Ready,
    Returned,
    RunCell,
    pack,
)
from autograder.wire.values import Mapping, Tensor

_CELL = {"cell_type": "code", "source": ["x = 1\n"], "metadata": {}, "outputs": []}
_OLD_CELL = {"cell_type": "code", "input": "x", "language": "python", "outputs": []}
_SHEETS = {"worksheets": [{"cells": [_OLD_CELL]}], "metadata": {"name": ""}}
_OURS = {"autograder": {"assignment": "04-autograd"}}
_LOCKED = {**_CELL, "metadata": {"nbgrader": {"locked": True, "solution": False}}}

_NOTEBOOKS = [
    json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": _OURS, "cells": [_CELL]}).encode(),
    json.dumps({"nbformat": 4, "cells": [_LOCKED, {"cell_type": "markdown"}]}).encode(),
    json.dumps({"nbformat": 3, "nbformat_minor": 0, **_SHEETS}).encode(),
    json.dumps({"nbformat": 2, **_SHEETS}).encode(),
    json.dumps({"nbformat": 1, "cells": [_OLD_CELL]}).encode(),
    b'{"cells": [], "a": 1e999999, "b": NaN, "\\ud800": -Infinity, "a": [1e-9, "\\u0000"]}',
    b"\xef\xbb\xbf  " + b"[" * 2000,
    b'{"n": ' + b"9" * 5000 + b"}",
]


def _zip(*members: tuple[str, bytes], method: int = zipfile.ZIP_STORED, mode: int = 0) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in members:
            info = zipfile.ZipInfo(name)
            info.external_attr = mode << 16
            archive.writestr(info, content, compress_type=method)
    return stream.getvalue()


_INNER = _zip(("al/04-autograd/04-autograd.ipynb", _NOTEBOOKS[0]))
_ZIPS = [
    _INNER,
    _zip(("al/04-autograd/x.ipynb", b"{}"), ("al/timestamp.txt", b"2027-01-02 03:04:05 UTC")),
    _zip(("al_04-autograd.ipynb", b" " * 5000), method=zipfile.ZIP_DEFLATED),
    _zip(("a.ipynb", b"x"), method=zipfile.ZIP_BZIP2),
    _zip(("a.ipynb", b"x"), method=zipfile.ZIP_LZMA),
    _zip(("../a.ipynb", b""), ("C:\\a\\04-autograd\\b.ipynb", b""), ("/etc/c.ipynb", b"")),
    _zip(("al/04-autograd/a.zip", _INNER), ("a.ipynb", _INNER)),
    _zip(("a.ipynb", b"/etc/passwd"), mode=0o120777),
    _zip(("Zoe\u0308/04-autograd/x.ipynb", b""), ("ZOË/04-autograd/x.ipynb", b"")),
]
_NAMES = [
    "al/04-autograd/04-autograd.ipynb\nbo_04-autograd.ipynb\nsubmitted/cy/04-autograd/x.ipynb",
    " /04-autograd/x.ipynb\n\u200b/04-autograd/x.ipynb\n\u202e.ipynb\n04-autograd.ipynb",
    "=1;@a\n\x1b]8;;x\x07\r\b\t\x9b\nа.ipynb\n../..\n//x\n" + "n" * 300,
]
_VALUES = [
    None,
    [1, 1.5, "text", b"bytes", 2j, True],
    {"a": torch.arange(6.0).reshape(2, 3), 1: torch.tensor([True])},
    (torch.Size([2]), torch.float32, torch.device("cpu"), torch.empty(2, 0, device="meta")),
    [np.ones((2, 2)), np.float32(1), np.array([1 + 2j]), np.array(True)],
    torch.ones(2, dtype=torch.bfloat16, requires_grad=True),
    object(),
]
_ELSEWHERE = Tensor("float32", (2,), bytes(8), False, "cuda")
_PLACE = Place(cell=1, line=2, code="x")
_REPLIES = [
    *(pack(Returned(encode(value), [encode(value)])) for value in _VALUES),
    pack(Returned(Mapping([("a", _ELSEWHERE)]), [_ELSEWHERE])),
    pack(Raised(name="ValueError", message="no", trace=[_PLACE])),
    pack(CellDone(error=Raised(name="E", message=""), output="out")),
    pack(Missing("f")),
    pack(Ready(1)),
]
_REQUESTS = [
    *(pack(Call("f", [encode(value)], {"k": encode(value)})) for value in _VALUES),
    pack(Probe("p", "def p(ns): pass", [encode(1)], ["q"])),
    pack(RunCell(1, "x = 1", False)),
    pack(BeginCheck(True)),
]
_ROSTERS = [
    "id,last_name,first_name,email\nal,Lovelace,Ada,a@b.c\n",
    '\ufeffstudent_id,email,first_name,last_name,x\r\nal,"a,b","c""d",=1,\r\n',
]
_CELLS = ["=1+1", "x;=1", "\x1b[31m\u202e\u200b", "＝1", "2027-01-02 03:04:05 UTC", "a\r\nb\x85c"]

_PLAIN = Answers(
    version=1,
    grader="0.1.0",
    ticket="0" * 32,
    layers=["seccomp"],
    trouble="",
    died=None,
    cells=[CellDone(error=None, output="1")],
    requests=[digest(Call("f", [], {})), b"\0" * 32],
    replies=[
        pack_answer(one)
        for one in (Returned(1.5, []), Missing("f"), Ended("crashed", "gone"), Returned(1, [2]))
    ],
    asked=[[0, 0, 1], [1]],
    answered=[[0, 1, 2], [3]],
)
_ANSWERS = [
    _PLAIN,
    msgspec.structs.replace(_PLAIN, died=Ended("timed_out", "slow"), asked=[], answered=[]),
    msgspec.structs.replace(_PLAIN, asked=[[0, 1]], answered=[[3, 2]]),
]

SEEDS: dict[str, list[bytes]] = {
    "notebook": _NOTEBOOKS,
    "archive": _ZIPS,
    "names": [name.encode() for name in _NAMES],
    "reply": _REPLIES,
    "request": _REQUESTS,
    "frames": [
        b"".join(struct.pack(">Q", len(frame)) + frame for frame in _REPLIES[:3]),
        struct.pack(">Q", 2**63) + b"x",
        struct.pack(">Q", 0) * 3,
    ],
    "roster": [roster.encode() for roster in _ROSTERS],
    "answers": [msgspec.msgpack.encode(answers) for answers in _ANSWERS],
    "cell": [cell.encode() for cell in _CELLS],
}

WORDS: dict[str, list[bytes]] = {
    "notebook": [
        *(b'"cells":', b'"cell_type":', b'"code"', b'"source":', b'"metadata":', b'"nbformat":'),
        *(b'"worksheets":', b'"nbgrader":', b"null", b"1e999", b"NaN", b"\\ud800"),
    ],
    "archive": [b"PK\1\2", b"PK\3\4", b"PK\5\6", b"PK\6\6", b"PK\6\7", b".ipynb", b"../"],
    "names": [b".ipynb", b"04-autograd", b"/", b"\n", b"timestamp.txt", b"\xe2\x80\x8b", b"\xff"],
    "reply": [
        *(b"\xa6tensor", b"\xa5array", b"\xa8sequence", b"\xa7mapping", b"\xa4name", b"\xa3<f8"),
        *(b"\xa3|b1", b"\xa7float32", b"\xa4size", b"\xa4meta", b"\xcf" + b"\xff" * 8),
    ],
    "request": [b"\xa6tensor", b"\xa5array", b"\xa8sequence", b"\xa7mapping", b"\xa4call"],
    "frames": [b"\0\0\0\0\0\0\0\1", b"\xff" * 8],
    "roster": [b"id,last_name,first_name,email\n", b'"', b"\r\n", b"\0", b"\xef\xbb\xbf"],
    "answers": [
        b"\xa5ended",
        b"\xa8returned",
        b"\xa9timed_out",
        b"\xa7answers",
        b"\xc4\x20",
        b"\x91\x00",
    ],
    "cell": [b";", b"=", b"\x1b", b"\r\n", b"\xe2\x80\xae", b"\xef\xbc\x9d", b"UTC"],
}
"""What a format is spelled with: no mutation of single bytes finds these."""


def write_corpus(name: str, folder: Path) -> tuple[Path, Path]:
    """Write a target's seeds and its words; where they are."""
    corpus, words = folder / "corpus", folder / "words.txt"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(SEEDS[name]):
        (corpus / f"seed-{number}").write_bytes(seed)
    quoted = ("".join(f"\\x{byte:02x}" for byte in word) for word in WORDS[name])
    words.write_text("".join(f'"{word}"\n' for word in quoted))
    return corpus, words
