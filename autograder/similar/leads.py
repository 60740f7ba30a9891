"""Which pairs of students wrote code that is alike where others' is not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from copydetect import compare_files

from autograder.similar.code import OwnCode
from autograder.similar.prints import Pieces, fingerprint, pieces
from gradebook.pages.similar import Lead, Side

COMMON = 10
"""What more notebooks than this have in them is taken for common knowledge, as MOSS does."""
COMMON_SHARE = 4
"""In a small class, what more than one in so many have; but never what only two have."""
LEAST_SHARE = 1 / 3
"""Of what two have of their own that must be alike to be a lead: copydetect's default."""
LEAST_LETTERS = 150
"""That must be alike, names being one letter; less is a line or two that anybody may write."""
_TRIED = 3
"""Pairs that are looked at closely, for each that is wanted."""


@dataclass(frozen=True)
class Cut:
    """A student's code, and its pieces."""

    code: OwnCode
    pieces: Pieces


def cut(code: OwnCode) -> Cut:
    """Cut a student's code into pieces."""
    return Cut(code, pieces(code.text))


def leads(cuts: Sequence[Cut], given: Pieces, most: int) -> list[Lead]:
    """Return the pairs that are most alike, the strongest first.

    Args:
        cuts: the code of the class for one assignment.
        given: the pieces of the starter, which count for nothing.
        most: so many at the most.
    """
    counted, twice = _counted(cuts, given)
    shared = _shared(cuts, twice)
    likely = sorted(shared, key=lambda pair: (-shared[pair], pair))[: _TRIED * most]
    asked = sorted({place for pair in likely for place in pair})
    prints = {place: _print(cuts[place], counted) for place in asked}
    found = [_compared(cuts, prints, pair) for pair in likely]
    worth = [one for one in found if one.share >= LEAST_SHARE and one.letters >= LEAST_LETTERS]
    return sorted(worth, key=lambda one: (-one.share, -one.letters, one.students))[:most]


def _counted(cuts: Sequence[Cut], given: Pieces) -> tuple[Pieces, Pieces]:
    """The pieces that count, being neither given nor common, and those that two or more have."""
    every = np.concatenate([given[:0], *(one.pieces for one in cuts)])
    found, counts = np.unique(every, return_counts=True)
    rare = counts <= max(2, min(COMMON, len(cuts) // COMMON_SHARE))
    counted = np.setdiff1d(found[rare], given, assume_unique=True)
    twice = np.setdiff1d(found[rare & (counts > 1)], given, assume_unique=True)
    return counted, twice


def _shared(cuts: Sequence[Cut], twice: Pieces) -> Counter[tuple[int, int]]:
    """How many of these pieces each pair of students has in common."""
    holders: dict[int, list[int]] = {}
    for place, one in enumerate(cuts):
        for piece in np.intersect1d(one.pieces, twice, assume_unique=True).tolist():
            holders.setdefault(piece, []).append(place)
    return Counter(pair for some in holders.values() for pair in combinations(some, 2))


def _print(one: Cut, counted: Pieces) -> Any:
    own = np.intersect1d(one.pieces, counted, assume_unique=True)
    return fingerprint(one.code.text, own.tolist())


def _compared(cuts: Sequence[Cut], prints: Mapping[int, Any], pair: tuple[int, int]) -> Lead:
    first, second = (prints[place] for place in pair)
    _, shares, slices = compare_files(first, second)
    covered = float(first.token_coverage), float(second.token_coverage)
    alike = [share * whole for share, whole in zip(shares, covered, strict=True)]
    codes = [cuts[place].code for place in pair]
    sides = [_side(code, spans) for code, spans in zip(codes, slices, strict=True)]
    return Lead(sides[0], sides[1], sum(alike) / max(1.0, sum(covered)), round(min(alike)))


def _side(code: OwnCode, spans: Any) -> Side:
    """The student's text, in parts that are alike and parts that are not."""
    places = [(int(begin), int(end)) for begin, end in np.asarray(spans).reshape(2, -1).T]
    return Side(code.student, tuple(_parts(code.text, sorted(places))))


def _parts(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    done = 0
    for begin, end in spans:
        if end > done:
            yield text[done:begin], False
            yield text[max(done, begin) : end], True
            done = end
    yield text[done:], False
