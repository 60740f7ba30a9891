"""What is tried, and what became of it. Imports no torch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from autograder.outcome import Outcome
from autograder.verify.variants import Kind, Variant

MOST_SEEDS = {
    Kind.STARTER: 0,
    Kind.EQUIVALENT: 5,
    Kind.MISCONCEPTION: 5,
    Kind.MUTANT: 2,
    Kind.JUNK: 1,
}
"""So many seeds suffice for a kind; what is right and must never fail is tried under all."""


@dataclass(frozen=True)
class Notebooks:
    """An assignment's notebooks as files."""

    solved: bytes
    starter: bytes


@dataclass(frozen=True)
class Trial:
    """A variant under one seed: a whole notebook, or a copy of the solved one's state."""

    variant: Variant
    seed: int
    whole: bool = False


@dataclass(frozen=True)
class Seen:
    """What became of one check."""

    check: str
    outcome: Outcome
    message: str
    misconception: str | None = None


@dataclass(frozen=True)
class Tried:
    """What became of a trial; ``trouble`` says why nothing could be seen, if so."""

    trial: Trial
    seen: tuple[Seen, ...] = ()
    trouble: str = ""


def trials_of(variants: Sequence[Variant], seeds: int) -> Iterator[Trial]:
    """Reference and starter once as whole notebooks; then everything under every seed it needs."""
    for variant in variants:
        if variant.kind in (Kind.REFERENCE, Kind.STARTER):
            yield Trial(variant, 0, whole=True)
    # Assignment by assignment and seed by seed: what is asked again soon is remembered.
    for _, several in groupby(variants, key=lambda variant: variant.slug):
        mine = list(several)
        for seed in range(seeds):
            yield from (Trial(one, seed) for one in mine if seed < MOST_SEEDS.get(one.kind, seeds))
