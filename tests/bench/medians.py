"""From samples to figures: medians over rounds, the cost of one more notebook, and ratios."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from contest import BARE, FLOOR, NBGRADER, OURS, Sample, Sizes


@dataclass(frozen=True)
class Figures:
    """Of one grader and assignment, medians over the rounds.

    Attributes:
        each_wall: wall seconds of one more notebook.
        each_cpu: CPU seconds of one more notebook.
        start_wall: what is left of a command when its notebooks are taken off.
        start_cpu: the same of its CPU seconds.
        class_wall: wall seconds of the whole command for the class that all grade.
        class_cpu: the same in CPU seconds.
        peak_bytes: the most memory of the whole tree, for that class.
        rounds: how many were counted.
    """

    each_wall: float
    each_cpu: float
    start_wall: float
    start_cpu: float
    class_wall: float
    class_cpu: float
    peak_bytes: int
    rounds: int


def figures(samples: Sequence[Sample], who: str, slug: str, sizes: Sizes) -> Figures:
    """The figures of one grader for one assignment."""
    mine = [one for one in samples if (one.who, one.slug) == (who, slug)]
    timed = [one for one in mine if one.round]
    few, many = sizes.of(who)
    if who in (FLOOR, BARE):  # its imports are outside its time: nothing to take off
        walls = [one.wall / one.notebooks for one in timed if one.notebooks == many]
        cpus = [one.cpu / one.notebooks for one in timed if one.notebooks == many]
    else:
        walls, cpus = _slopes(timed, few, many, _wall), _slopes(timed, few, many, _cpu)
    each_wall, each_cpu = statistics.median(walls), statistics.median(cpus)
    shared = [one for one in timed if one.notebooks == sizes.shared]
    starts = [one for one in timed if one.notebooks == few]
    return Figures(
        each_wall=each_wall,
        each_cpu=each_cpu,
        start_wall=statistics.median(one.wall - few * each_wall for one in starts),
        start_cpu=statistics.median(one.cpu - few * each_cpu for one in starts),
        class_wall=statistics.median(map(_wall, shared)),
        class_cpu=statistics.median(map(_cpu, shared)),
        peak_bytes=max(one.peak_bytes for one in mine),
        rounds=len(walls),
    )


def ratios(of: dict[str, Figures]) -> dict[str, float]:
    """How many times faster we are than nbgrader, and slower than without a fence or a grader."""
    ours, theirs, floor, bare = of[OURS], of[NBGRADER], of[FLOOR], of[BARE]
    return {
        "nbgrader_over_ours_per_notebook": theirs.each_wall / ours.each_wall,
        "nbgrader_over_ours_whole_command": theirs.class_wall / ours.class_wall,
        "nbgrader_over_ours_cpu_per_notebook": theirs.each_cpu / ours.each_cpu,
        "nbgrader_over_ours_memory": theirs.peak_bytes / ours.peak_bytes,
        "ours_over_floor_per_notebook": ours.each_wall / floor.each_wall,
        "ours_over_floor_cpu_per_notebook": ours.each_cpu / floor.each_cpu,
        "ours_over_bare_per_notebook": ours.each_wall / bare.each_wall,
        "ours_over_bare_cpu_per_notebook": ours.each_cpu / bare.each_cpu,
        "nbgrader_over_bare_per_notebook": theirs.each_wall / bare.each_wall,
    }


def _wall(sample: Sample) -> float:
    return sample.wall


def _cpu(sample: Sample) -> float:
    return sample.cpu


def _slopes(
    samples: Sequence[Sample], few: int, many: int, cost: Callable[[Sample], float]
) -> list[float]:
    """In each round, what one notebook more costs."""
    found = {(one.round, one.notebooks): cost(one) for one in samples}
    rounds = sorted({one.round for one in samples})
    return [(found[r, many] - found[r, few]) / (many - few) for r in rounds]
