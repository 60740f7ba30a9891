"""An attack: a notebook that tries something, and what must become of it.

Each folder of the corpus holds a ``notebook.py`` and an ``attack.toml``.
"""

from __future__ import annotations

import platform
import tomllib
from enum import StrEnum
from pathlib import Path

import msgspec

CORPUS = Path(__file__).parent / "corpus"


class Goal(StrEnum):
    """What an attack is after, and so how it is seen that it got through."""

    BREACH = "breach"
    """To do what it must not: it prints ``BROKEN``, or leaves a file or a process behind."""
    MARK = "mark"
    """The point for a function that is wrong."""
    CRASH = "crash"
    """That the grader fails: on it, or on the right notebook that comes next."""


class Attack(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What an ``attack.toml`` says.

    Attributes:
        name: the folder's.
        source: the notebook's code; a breach finds what it goes for in ``BAIT``.
        kind: the class of attacks that it belongs to.
        tries: what it tries, and why.
        expect: what stops it: the name of the exception that its cell raises, or the outcome of
            the cell or the check; any of these. ``ended`` is a cell that came to its end.
        works: the layers left in a box in which it gets through, with generous limits; where
            not given, no layers at all.
        without: ``box`` where it gets through only without one, in a careless grader's process;
            or for a mark the name of the naive grader that gives it the point.
        needs: the layer without which it is not stopped, and why that can be borne.
        with_gpu: why it is not stopped in the box of a GPU, and why that can be borne.
        seconds: CPU time that its cell may use.
        leaves: ``file`` or ``process``, where this shows that it got through; its name begins
            with that in ``BAIT["mark"]``.
        machine: the processor whose system calls it makes; any where not given.
        root: only root has the right that it tries to use, so only root can show that it works.
    """

    name: str
    source: str
    kind: str
    tries: str
    expect: tuple[str, ...]
    goal: Goal = Goal.BREACH
    works: tuple[str, ...] = ()
    without: str = ""
    needs: str = ""
    with_gpu: str = ""
    seconds: float = 10.0
    leaves: str = ""
    machine: str = ""
    root: bool = False

    @property
    def runs_here(self) -> bool:
        """Whether this processor knows the system calls that it makes."""
        return self.machine in ("", platform.machine())

    def held_by(self, layers: tuple[str, ...]) -> bool:
        """Whether these layers are meant to stop it."""
        return self.needs.partition(":")[0] in ("", *layers)


def read_attack(folder: Path) -> Attack:
    """One folder of the corpus. Raises ``msgspec.ValidationError`` where it is not as above."""
    about = tomllib.loads((folder / "attack.toml").read_text(encoding="utf-8"))
    source = (folder / "notebook.py").read_text(encoding="utf-8")
    return msgspec.convert({**about, "name": folder.name, "source": source}, Attack)


def corpus() -> list[Attack]:
    """Every attack, by name."""
    return [read_attack(path.parent) for path in sorted(CORPUS.glob("*/attack.toml"))]
