"""What a large class costs that is graded already: a rerun, and the exports.

Nothing is really graded here. The files are there, and the gradebook holds an attempt for each,
with the fingerprint that a run would give it and 20 checks, put in through ``Gradebook.record``.
"""

from __future__ import annotations

import sqlite3
import statistics
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from notebooks import right_class
from tree import ROOT, CommandFailed, cost_of

from autograder.course.assignment import Assignment
from autograder.course.course import assignments
from autograder.grading.collect import entries
from autograder.grading.grade import plan
from autograder.grading.job import attempt
from autograder.grading.submission import submissions
from autograder.sandbox.isolation import layers_for
from gradebook.records import CheckResult
from gradebook.store import Gradebook

CHECKS = 20
_TIMES = 3
Step = Callable[[str], None]


def reruns(
    folder: Path, assignment: Assignment, sizes: tuple[int, ...], step: Step
) -> dict[str, object]:
    """Seconds of ``autograder grade`` on classes of which nothing has changed, in turn."""
    record_seconds = 0.0
    for size in sizes:
        home = folder / f"unchanged {size}"
        right_class(home / "submitted", assignment, size)
        record_seconds = fill(home / "gradebook.db", home / "submitted") / size
        step(f"{size} recorded for a rerun")
    found: dict[int, list[float]] = {size: [] for size in sizes}
    for size in (sizes[0], *_TIMES * sizes):  # the first only brings the files into the cache
        home = folder / f"unchanged {size}"
        found[size].append(_rerun_seconds(home / "submitted", home / "gradebook.db"))
        step(f"rerun of {size} unchanged in {found[size][-1]:.1f} s")
    walls = {size: statistics.median(seconds[-_TIMES:]) for size, seconds in found.items()}
    small, large = sizes[0], sizes[-1]
    each = (walls[large] - walls[small]) / (large - small)
    return {
        "seconds_by_class": {str(size): wall for size, wall in walls.items()},
        "seconds_each": each,
        "start_seconds": walls[small] - small * each,
        "record_seconds_each": record_seconds,
    }


def exports(folder: Path, both: list[Assignment], students: int, step: Step) -> dict[str, object]:
    """Seconds of both exports for a class with two graded assignments each."""
    target = folder / "exports.db"
    for assignment in both:
        submitted = folder / "export" / assignment.slug
        right_class(submitted, assignment, students)
        fill(target, submitted)
        step(f"{students} recorded for {assignment.slug}")
    found: dict[str, object] = {"submissions": students * len(both), "checks_each": CHECKS}
    for detail, lines in (("assignments", 1), ("checks", CHECKS)):
        output = folder / f"{detail}.csv"
        line = [sys.executable, "-m", "autograder.cli", "export", "--gradebook", str(target)]
        cost = cost_of([*line, "--detail", detail, "--output", str(output)], memory=True)
        rows = output.read_text(encoding="utf-8").count("\n") - 1
        maxima = CHECKS * len(both) if detail == "checks" else 0
        if rows != students * len(both) * lines + maxima:
            raise CommandFailed(f"{output} has {rows} rows")
        found |= {f"{detail}_seconds": cost.wall, f"{detail}_peak_bytes": cost.peak_bytes}
        step(f"export of {detail} in {cost.wall:.1f} s")
    return found


def fill(target: Path, submitted: Path) -> float:
    """Record an attempt for each submission, as if it had been graded; returns the seconds."""
    course, layers = assignments(ROOT), layers_for("full")
    found, _ = submissions(entries(submitted), list(course))
    with Gradebook.open(target) as gradebook:
        jobs = plan(gradebook, found, course, layers).jobs
        started = time.monotonic()
        for job in jobs:
            cost = (0.2, 0.1, 400 * 2**20)
            gradebook.record(attempt(job, "graded", job.max_score, [], _checks(), cost=cost))
        return time.monotonic() - started


def _rerun_seconds(submitted: Path, target: Path) -> float:
    before = _attempts_in(target)
    line = [sys.executable, "-m", "autograder.cli", "grade", str(submitted), "--quiet"]
    cost = cost_of([*line, "--gradebook", str(target)])
    if _attempts_in(target) != before:
        raise CommandFailed("a class of which nothing had changed was graded again")
    return cost.wall


def _attempts_in(target: Path) -> int:
    with closing(sqlite3.connect(target)) as connection:
        (count,) = connection.execute("SELECT COUNT(*) FROM attempts").fetchone()
    return int(count)


def _checks() -> tuple[CheckResult, ...]:
    return tuple(_check(number) for number in range(CHECKS))


def _check(number: int) -> CheckResult:
    """Of four checks one fails, with as much text as real ones have."""
    failed = number % 4 == 3
    return CheckResult(
        task=f"task_{number // 4}",
        check=f"check_{number}_of_any_shape",
        description="The gradient is right for tensors of any shape.",
        visible=not number % 4,
        outcome="failed" if failed else "passed",
        points=0.0 if failed else 1.0,
        max_points=1.0,
        message="Entry [0, 2] is 1.5; it should be 3." if failed else "",
        traceback="",
        cell=None,
        line=None,
        misconception="mean_for_sum" if failed else None,
        hint="You take the mean; the task asks for the sum." if failed else None,
        mismatches=({"where": "value", "index": [0, 2], "found": 1.5},) if failed else (),
        transcript="f(float32 tensor 3 x 4, float32 tensor 4) -> float32 tensor 3 x 4\n" * 5,
        seconds=0.01,
    )
