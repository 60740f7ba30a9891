"""Proofs of single assignments, kept until anything changes that they rest on.

A proof of the whole course takes long. Interrupted, it goes on where it stopped; and after a change
of one assignment only that one is proved again.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import msgspec

import autograder
from autograder.course.assignment import Assignment
from autograder.verify.proof import Proof

_DECIDING = (".py", ".toml", ".ipynb")


def foundation(course: Path, assignment: Assignment, how: object) -> str:
    """What a proof rests on, as a digest: the assignment, our code, torch, Python and ``how``."""
    digest = hashlib.sha256(repr((how, sys.version, metadata.version("torch"))).encode())
    for path in _files(course, assignment):
        digest.update(f"{path}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _files(course: Path, assignment: Assignment) -> Iterator[Path]:
    yield from sorted(Path(autograder.__file__).parent.rglob("*.py"))
    for folder in (assignment.folder, course / "assignments" / assignment.slug):
        yield from sorted(path for path in folder.rglob("*") if path.suffix in _DECIDING)


class KeptProofs:
    """A folder with the last good proof of each assignment; ``again`` takes none of them."""

    def __init__(self, folder: Path, again: bool = False) -> None:
        self._folder = folder
        self._again = again

    def get(self, slug: str, key: str) -> Proof | None:
        """The proof, if there is one that rests on the same."""
        if self._again:
            return None
        try:
            return msgspec.json.decode(self._path(slug, key).read_bytes(), type=Proof)
        except (OSError, msgspec.MsgspecError):
            return None

    def put(self, slug: str, key: str, proof: Proof) -> None:
        """Keep it in place of an older one, if nothing fell short: what did must be seen again."""
        for path in self._folder.glob(f"{slug}.*.json"):
            path.unlink()
        if not proof.shortfalls:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._path(slug, key).write_bytes(msgspec.json.encode(proof))

    def _path(self, slug: str, key: str) -> Path:
        return self._folder / f"{slug}.{key}.json"
