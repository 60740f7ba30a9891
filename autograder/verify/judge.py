"""Hold what was seen to what was known beforehand, and word every shortfall."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from autograder.course.alternatives import alternatives, equivalents
from autograder.course.assignment import Assignment
from autograder.course.release import is_up_to_date
from autograder.outcome import Outcome
from autograder.verify.trial import Seen, Tried
from autograder.verify.variants import RIGHT, Kind, Variant

STYLES = 3
"""So many alternatives must define each task anew."""
_NOT_FAILED = (Outcome.PASSED, Outcome.SKIPPED)


class Fault(StrEnum):
    """What kind of shortfall it is."""

    FALSE_ACCEPT = "false accept"
    FALSE_REJECT = "false reject"
    MISDIAGNOSED = "misdiagnosed"
    FLAKE = "flake"
    UNDECLARED = "undeclared"
    BROKEN = "broken"


@dataclass(frozen=True, order=True)
class Shortfall:
    """Something that is not as it must be."""

    slug: str
    fault: Fault
    text: str

    def __str__(self) -> str:
        return f"{self.slug}: {self.text}"


def shortfalls(tried: Iterable[Tried]) -> list[Shortfall]:
    """Everything that is not as it must be, each said once over all seeds."""
    by_variant: dict[Variant, list[Tried]] = defaultdict(list)
    for one in tried:
        by_variant[one.trial.variant].append(one)
    return sorted({fault for runs in by_variant.values() for fault in _of_variant(runs)})


def _of_variant(runs: Sequence[Tried]) -> Iterator[Shortfall]:
    variant = runs[0].trial.variant
    found = [set(_of_run(run)) for run in runs]
    yield from set().union(*found)
    if any(found) and not all(found) and variant.kind is not Kind.REFERENCE:
        lucky = sum(not faults for faults in found)
        text = f"{_title(variant)}: as it must be under {lucky} of {len(runs)} seeds only"
        yield Shortfall(variant.slug, Fault.FLAKE, text)


def _title(variant: Variant) -> str:
    plain = variant.kind in (Kind.REFERENCE, Kind.STARTER)
    return variant.kind.value if plain else f"{variant.kind} {variant.name}"


def _of_run(run: Tried) -> Iterator[Shortfall]:
    variant = run.trial.variant
    for fault, text in _faults(variant, run):
        yield Shortfall(variant.slug, fault, f"{_title(variant)}: {text}")


def _faults(variant: Variant, run: Tried) -> Iterator[tuple[Fault, str]]:
    if run.trouble:
        yield Fault.BROKEN, f"could not be tried: {run.trouble}"
    for seen in run.seen:
        if seen.outcome is Outcome.GRADER_ERROR:
            yield Fault.BROKEN, f"{seen.check}: {seen.message}"
    if variant.kind in RIGHT:
        yield from _rejected(run.seen)
    elif variant.kind is Kind.MISCONCEPTION:
        yield from _against_declared(variant, run.seen)
    elif variant.kind is Kind.MUTANT:
        if not run.trouble and all(seen.outcome is Outcome.PASSED for seen in run.seen):
            yield Fault.FALSE_ACCEPT, "survives every check that gives points"
    else:
        yield from _accepted(run.seen)


def _rejected(seen: Sequence[Seen]) -> Iterator[tuple[Fault, str]]:
    for one in seen:
        if one.outcome is not Outcome.PASSED:
            yield Fault.FALSE_REJECT, f"{one.outcome} {one.check}: {one.message}"


def _accepted(seen: Sequence[Seen]) -> Iterator[tuple[Fault, str]]:
    for one in seen:
        if one.outcome is Outcome.PASSED:
            yield Fault.FALSE_ACCEPT, f"passes {one.check}"


def _against_declared(variant: Variant, seen: Sequence[Seen]) -> Iterator[tuple[Fault, str]]:
    for one in seen:
        failed = one.outcome not in _NOT_FAILED
        if failed and one.check not in variant.fails:
            yield Fault.FALSE_REJECT, f"fails {one.check}, must not: {one.message}"
        elif not failed and one.check in variant.fails:
            yield Fault.FALSE_ACCEPT, f"must fail {one.check}, but it {one.outcome}"
        elif failed and one.misconception != variant.name:
            found = one.misconception or "nothing"
            yield Fault.MISDIAGNOSED, f"{one.check} is diagnosed as {found}"
    unknown = set(variant.fails) - {one.check for one in seen}
    if unknown and seen:
        yield Fault.UNDECLARED, f"declares checks that do not exist: {', '.join(sorted(unknown))}"


def undeclared(
    course: Path, assignment: Assignment, variants: Sequence[Variant]
) -> Iterator[Shortfall]:
    """What an assignment's own files leave out, or say of what is no longer there."""

    def fault(text: str) -> Shortfall:
        return Shortfall(assignment.slug, Fault.UNDECLARED, text)

    if not is_up_to_date(course, assignment):
        yield fault("the starter notebook is out of date; run `autograder build`")
    styles = [name for one in alternatives(assignment) for name in one.defines]
    for task in assignment.tasks:
        if styles.count(task.name) < STYLES:
            number = styles.count(task.name)
            yield fault(f"{number} alternatives define {task.name}; there must be {STYLES}")
    known = {variant.name for variant in variants if variant.kind is Kind.EQUIVALENT}
    for one in equivalents(assignment):
        if one.mutant not in known:
            yield fault(f"equivalents.toml lists a mutant that does not exist: {one.mutant}")
