"""Proofs of single assignments, kept until anything changes that they rest on.

A proof of the whole course takes long. Interrupted, it goes on where it stopped; and after a change
of one assignment only that one is proved again.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path

import msgspec

import autograder
from autograder.course.assignment import Assignment
from autograder.digest import digest_of
from autograder.verify.proof import Proof

_DECIDING = (".py", ".toml", ".ipynb")


def foundation(course: Path, assignment: Assignment, how: object) -> str:
    """What a proof rests on, as a digest: the assignment, our code, torch, Python and ``how``."""
    ours = Path(autograder.__file__).parent
    released = course / "assignments" / assignment.slug
    parts = (
        digest_of(ours, ours.rglob("*.py")),
        digest_of(assignment.folder, _deciding(assignment.folder)),
        digest_of(released, _deciding(released)),
        (how, sys.version, metadata.version("torch")),
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def _deciding(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.suffix in _DECIDING)


class KeptProofs:
    """A folder with the last good proof of each assignment; ``again`` takes none of them.

    ``foundations`` tells for each slug what a proof must rest on to be taken.
    """

    def __init__(self, folder: Path, foundations: Mapping[str, str], again: bool = False) -> None:
        self._folder = folder
        self._foundations = foundations
        self._again = again

    def get(self, slug: str) -> Proof | None:
        """The proof, if there is one that rests on the same."""
        if self._again:
            return None
        try:
            return msgspec.json.decode(self._path(slug).read_bytes(), type=Proof)
        except (OSError, msgspec.MsgspecError):
            return None

    def put(self, slug: str, proof: Proof) -> None:
        """Keep it in place of an older one, if nothing fell short: what did must be seen again."""
        for path in self._folder.glob(f"{slug}.*.json"):
            path.unlink()
        if not proof.shortfalls:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._path(slug).write_bytes(msgspec.json.encode(proof))

    def _path(self, slug: str) -> Path:
        return self._folder / f"{slug}.{self._foundations[slug]}.json"
