"""Submissions per second for the sample class, and where the cost lies: ``make bench``.

Grades the class into a new gradebook with one job and with one job per core, in one run, so that
the two can be compared. Times include starting up; CPU time and memory are of the sandboxes.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from gradebook.records import Attempt
from gradebook.store import Gradebook

ROOT = Path(__file__).parent.parent.parent
SUBMITTED = ROOT / "tests" / "sample_class" / "submitted"


def grade(target: Path, jobs: int) -> float:
    """Grade the class; returns wall seconds."""
    command = [sys.executable, "-m", "autograder.cli", "grade", str(SUBMITTED), "--quiet"]
    started = time.monotonic()
    subprocess.run([*command, "--gradebook", str(target), "--jobs", str(jobs)], cwd=ROOT)
    return time.monotonic() - started


def attempts_in(target: Path) -> list[Attempt]:
    """Every attempt that was recorded as graded."""
    with Gradebook.open(target) as gradebook:
        pairs = [(g.student.id, g.assignment.slug) for g in gradebook.grades() if g.attempt_id]
        found = [attempt for pair in pairs for attempt in gradebook.attempts(*pair)]
    return [attempt for attempt in found if attempt.status == "graded"]


def main() -> None:
    """Measure and print."""
    table = Table(title="The sample class, all fences on", title_justify="left")
    for column in ("jobs", "submissions", "seconds", "per second", "wall each", "CPU each", "peak"):
        table.add_column(column, justify="right")
    with tempfile.TemporaryDirectory() as folder:
        for jobs in sorted({1, os.cpu_count() or 1}):
            target = Path(folder) / f"{jobs}.db"
            seconds = grade(target, jobs)
            done = attempts_in(target)
            table.add_row(
                str(jobs),
                str(len(done)),
                f"{seconds:.1f}",
                f"{len(done) / seconds:.2f}",
                f"{statistics.median(a.wall_seconds for a in done):.2f} s",
                f"{statistics.median(a.cpu_seconds for a in done):.2f} s",
                f"{statistics.median(a.peak_bytes for a in done) / 2**20:.0f} MiB",
            )
    Console().print(table)
    Console().print("wall, CPU and peak (largest process of a box) are medians per submission")


if __name__ == "__main__":
    main()
