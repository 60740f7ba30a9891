"""Everything whose result is known beforehand: what is right, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from autograder.course.alternatives import alternatives, equivalents
from autograder.course.assignment import Assignment
from autograder.course.notebook import solved
from autograder.course.reference import misconceptions
from autograder.verify.junk import junk
from autograder.verify.mutate import mutants_of


class Kind(StrEnum):
    """What a variant is, and so what must become of it."""

    REFERENCE = "reference"  # passes every check, and earns all points
    STARTER = "starter"  # earns nothing
    ALTERNATIVE = "alternative"  # passes every check
    MISCONCEPTION = "misconception"  # fails the checks that it declares and is diagnosed as itself
    JUNK = "junk"  # passes no check
    MUTANT = "mutant"  # fails a check of its task that is worth points
    EQUIVALENT = "equivalent"  # a mutant listed as right: passes every check


RIGHT = (Kind.REFERENCE, Kind.ALTERNATIVE, Kind.EQUIVALENT)


@dataclass(frozen=True)
class Variant:
    """One variant of an assignment.

    Attributes:
        name: unique among those of its kind.
        code: what is defined over the reference; empty for the reference and the starter.
        fails: the checks that a misconception must fail.
        task: what a mutant is a mutant of.
        note: an alternative's style, a misconception's hint, the reason of an equivalent.
    """

    slug: str
    kind: Kind
    name: str
    code: str = ""
    fails: tuple[str, ...] = ()
    task: str = ""
    note: str = ""


def variants_of(assignment: Assignment) -> list[Variant]:
    """All variants of an assignment. Raises ``CourseError``."""
    slug, tasks = assignment.slug, [task.name for task in assignment.tasks]
    return [
        Variant(slug, Kind.REFERENCE, "reference"),
        Variant(slug, Kind.STARTER, "starter"),
        *(
            Variant(slug, Kind.ALTERNATIVE, one.name, one.code, note=one.style)
            for one in alternatives(assignment)
        ),
        *(
            Variant(slug, Kind.MISCONCEPTION, one.name, one.code, one.fails, note=one.hint)
            for one in misconceptions(assignment)
        ),
        *(Variant(slug, Kind.JUNK, name, code) for name, code in junk(tasks)),
        *_mutants(assignment),
    ]


def _mutants(assignment: Assignment) -> Iterator[Variant]:
    reasons = {one.mutant: one.reason for one in equivalents(assignment)}
    for cell in solved(assignment).cells:
        if not cell.metadata.nbgrader.solution:
            continue
        for one in mutants_of(cell.metadata.nbgrader.grade_id, cell.source):
            kind = Kind.EQUIVALENT if one.name in reasons else Kind.MUTANT
            note = reasons.get(one.name, "")
            yield Variant(assignment.slug, kind, one.name, one.code, task=one.task, note=note)


def sampled(variants: Sequence[Variant], one_in: int) -> list[Variant]:
    """All that is right, but of misconceptions and mutants only one in so many, spread evenly."""
    many = [v for v in variants if v.kind in (Kind.MISCONCEPTION, Kind.MUTANT)]
    kept = set(many[::one_in])
    return [v for v in variants if v in kept or v.kind not in (Kind.MISCONCEPTION, Kind.MUTANT)]
