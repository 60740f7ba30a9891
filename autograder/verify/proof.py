"""What a verification showed, as numbers for each assignment."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence

import msgspec

from autograder.course.assignment import Assignment
from autograder.verify.judge import Fault, Shortfall
from autograder.verify.trial import Tried
from autograder.verify.variants import Kind, Variant


class Equivalence(msgspec.Struct, frozen=True):
    """A mutant that is right, and why."""

    slug: str
    mutant: str
    reason: str


class Row(msgspec.Struct, frozen=True):
    """An assignment's numbers: what was tried, and how often the checks were wrong.

    Attributes:
        answers: checks run, over all variants and seeds.
        caught: mutants of which every trial failed; all others but the equivalent ones survived.
    """

    slug: str
    title: str
    tasks: int
    checks: int
    alternatives: int
    misconceptions: int
    junk: int
    mutants: int
    caught: int
    equivalent: int
    answers: int
    false_accepts: int
    false_rejects: int
    flakes: int
    others: int


class Proof(msgspec.Struct, frozen=True):
    """The whole verification. ``shortfalls`` are (slug, fault, text)."""

    rows: tuple[Row, ...]
    shortfalls: tuple[tuple[str, str, str], ...]
    equivalents: tuple[Equivalence, ...]
    seeds: int
    seconds: float
    cores: int

    @property
    def broken(self) -> bool:
        """Whether something could not be tried at all."""
        return any(fault == Fault.BROKEN for _, fault, _ in self.shortfalls)


def prove(
    about: Assignment,
    tried: Sequence[Tried],
    found: Sequence[Shortfall],
    seeds: int,
    seconds: float,
) -> Proof:
    """Add up what was seen of one assignment."""
    variants = sorted({one.trial.variant for one in tried}, key=lambda v: (v.kind, v.name))
    return Proof(
        rows=(_row(about, tried, found),),
        shortfalls=tuple((one.slug, one.fault.value, one.text) for one in found),
        equivalents=tuple(
            Equivalence(v.slug, v.name, v.note) for v in variants if v.kind is Kind.EQUIVALENT
        ),
        seeds=seeds,
        seconds=round(seconds, 1),
        cores=len(os.sched_getaffinity(0)),
    )


def combined(proofs: Sequence[Proof]) -> Proof:
    """The proofs of several assignments as one, as if they had been proved in a row."""
    first = proofs[0]
    return Proof(
        rows=tuple(row for one in proofs for row in one.rows),
        shortfalls=tuple(fault for one in proofs for fault in one.shortfalls),
        equivalents=tuple(mutant for one in proofs for mutant in one.equivalents),
        seeds=first.seeds,
        seconds=round(sum(one.seconds for one in proofs), 1),
        cores=first.cores,
    )


def _row(about: Assignment, tried: Sequence[Tried], found: Sequence[Shortfall]) -> Row:
    variants = {one.trial.variant for one in tried}
    kinds = Counter(variant.kind for variant in variants)
    faults = Counter(one.fault for one in found)
    return Row(
        slug=about.slug,
        title=about.title,
        tasks=len(about.tasks),
        checks=max((len(one.seen) for one in tried), default=0),
        alternatives=kinds[Kind.ALTERNATIVE],
        misconceptions=kinds[Kind.MISCONCEPTION],
        junk=kinds[Kind.JUNK],
        mutants=kinds[Kind.MUTANT] + kinds[Kind.EQUIVALENT],
        caught=kinds[Kind.MUTANT] - _not_caught(variants, found),
        equivalent=kinds[Kind.EQUIVALENT],
        answers=sum(len(one.seen) for one in tried),
        false_accepts=faults[Fault.FALSE_ACCEPT],
        false_rejects=faults[Fault.FALSE_REJECT],
        flakes=faults[Fault.FLAKE],
        others=faults[Fault.MISDIAGNOSED] + faults[Fault.UNDECLARED] + faults[Fault.BROKEN],
    )


def _not_caught(variants: set[Variant], found: Sequence[Shortfall]) -> int:
    """Mutants of which something is told: they survived, or could not be tried."""
    mutants = [v for v in variants if v.kind is Kind.MUTANT]
    return sum(any(one.text.startswith(f"mutant {v.name}: ") for one in found) for v in mutants)
