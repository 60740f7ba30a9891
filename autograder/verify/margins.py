"""The margin of each check's tolerance to the nearest right and the nearest wrong answer.

Imports no torch.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autograder.verify.variants import RIGHT, Kind, Variant

THREADS = (1, 2, 4)
"""So many threads add up what is expected: more than one rounds in another order."""


@dataclass(frozen=True)
class Measurement:
    """A variant to be measured under one seed, against what so many threads of ours expect."""

    variant: Variant
    seed: int
    threads: int


@dataclass(frozen=True)
class Reach:
    """How far a check's worst comparison went: above 1 it is beyond the tolerance."""

    check: str
    passed: bool
    dtype: str
    rtol: float
    share: float


@dataclass(frozen=True)
class Measured:
    """What was measured; nothing where the variant's answers could not be compared."""

    wanted: Measurement
    reaches: tuple[Reach, ...]


@dataclass(frozen=True)
class Nearest:
    """A check, the right answer that came nearest to its tolerance, and the nearest wrong one.

    ``wrong`` is None where no wrong answer has the right shape and dtype.
    """

    slug: str
    check: str
    right: Reach
    right_name: str
    wrong: Reach | None
    wrong_name: str


def measurements_of(variants: Sequence[Variant], seeds: int) -> Iterator[Measurement]:
    """Right answers under every seed and number of threads, wrong ones under every seed."""
    for variant in variants:
        if variant.kind in (Kind.STARTER, Kind.JUNK):
            continue
        for threads in THREADS if variant.kind in RIGHT else (1,):
            for seed in range(seeds):
                yield Measurement(variant, seed, threads)


def nearest(measured: Sequence[Measured]) -> list[Nearest]:
    """For each check with a tolerance, in order of assignment and name."""
    found: dict[tuple[str, str], list[tuple[Variant, Reach]]] = {}
    for one in measured:
        for reach in one.reaches:
            key = one.wanted.variant.slug, reach.check
            found.setdefault(key, []).append((one.wanted.variant, reach))
    return [_nearest(*key, found[key]) for key in sorted(found) if _rights(found[key])]


def _nearest(slug: str, check: str, seen: Sequence[tuple[Variant, Reach]]) -> Nearest:
    variant, right = max(_rights(seen), key=lambda pair: pair[1].share)
    wrongs = [pair for pair in seen if pair[0].kind not in RIGHT and pair[1].share > 1]
    if not wrongs:
        return Nearest(slug, check, right, variant.name, None, "")
    other, wrong = min(wrongs, key=lambda pair: pair[1].share)
    return Nearest(slug, check, right, variant.name, wrong, other.name)


def _rights(seen: Sequence[tuple[Variant, Reach]]) -> list[tuple[Variant, Reach]]:
    return [pair for pair in seen if pair[0].kind in RIGHT]
