"""A class of many students graded once: ``make bench-class STUDENTS=5000``.

Of ten students six are right in some style, three have a known mistake and one did nothing; no two
files are the same. Tells whether the last hundred take as long as the first, and whether memory
stays as it is: resident bytes of the main process, and of the largest worker and zygote, over time.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import psutil
from machine import described, machine
from notebooks import mixed_class
from rich.console import Console
from tree import ROOT, CommandFailed

from autograder.course.course import assignment

OUTPUT = ROOT / "build" / "bench" / "class.json"
WINDOW = 100
_LOOK_SECONDS = 1.0
_MIB = 2**20


@dataclass(frozen=True)
class Look:
    """Resident bytes at one moment: of the main process, and of the largest of the others."""

    seconds: float
    main: int
    worker: int
    zygote: int


def main() -> None:
    """Make the class, grade it, print and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=60)
    parser.add_argument("--assignment", default="06-manual-backprop", metavar="SLUG")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    wanted = parser.parse_args()
    about, console = machine(), Console()
    console.print(described(about))
    with tempfile.TemporaryDirectory(prefix="class-") as folder:
        submitted, target = Path(folder) / "submitted", Path(folder) / "gradebook.db"
        mixed_class(submitted, assignment(ROOT, wanted.assignment), wanted.students)
        started = time.monotonic()
        looks = grade(submitted, target, wanted.jobs)
        seconds = time.monotonic() - started
        moments = graded_at(target)
    if len(moments) != wanted.students:
        raise CommandFailed(f"{len(moments)} attempts are recorded for {wanted.students} students")
    found = {
        "students": wanted.students,
        "assignment": wanted.assignment,
        "jobs": wanted.jobs,
        "seconds": seconds,
        **rates(moments),
        **growth(looks),
    }
    OUTPUT.parent.mkdir(parents=True, exist_ok=True)
    written = {"machine": about, **found, "memory": [asdict(look) for look in looks]}
    OUTPUT.write_text(f"{json.dumps(written, indent=1)}\n", encoding="utf-8")
    for name, value in found.items():
        console.print(f"{name:>24}  {value if isinstance(value, str | int) else round(value, 2)}")
    console.print(f"Wrote {OUTPUT}")


def grade(submitted: Path, target: Path, jobs: int) -> list[Look]:
    """Grade the class, with the grader's own progress bar, and look at its memory meanwhile."""
    command = [sys.executable, "-m", "autograder.cli", "grade", str(submitted)]
    command += ["--gradebook", str(target), "--jobs", str(jobs)]
    looks: list[Look] = []
    ended = threading.Event()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    watcher = threading.Thread(target=_watch, args=(process.pid, looks, ended))
    watcher.start()
    status = process.wait()
    ended.set()
    watcher.join()
    if status not in (0, 1):
        raise CommandFailed(f"grading ended with {status}")
    return looks


def _watch(pid: int, looks: list[Look], ended: threading.Event) -> None:
    started = time.monotonic()
    while not ended.wait(_LOOK_SECONDS):
        with suppress(psutil.NoSuchProcess):
            looks.append(_look(psutil.Process(pid), time.monotonic() - started))


def _look(top: psutil.Process, seconds: float) -> Look:
    workers = [one for one in top.children() if _is(one, "spawn_main")]
    zygotes = [one for worker in workers for one in worker.children() if _is(one, "worker")]
    sizes = (max(map(_resident, some), default=0) for some in (workers, zygotes))
    return Look(seconds, _resident(top), *sizes)


def _is(process: psutil.Process, what: str) -> bool:
    return what in " ".join(process.cmdline())


def _resident(process: psutil.Process) -> int:
    return int(process.memory_info().rss)


def graded_at(target: Path) -> list[datetime]:
    """When each submission was graded, in that order."""
    with closing(sqlite3.connect(target)) as connection:
        found = connection.execute("SELECT graded_at FROM attempts WHERE status = 'graded'")
        return sorted(datetime.fromisoformat(text) for (text,) in found)


def rates(moments: Sequence[datetime]) -> dict[str, float]:
    """Submissions per second at the beginning and at the end; starting up is in neither."""
    window = min(WINDOW, len(moments) // 3)
    first, last = _rate(moments[: window + 1]), _rate(moments[-window - 1 :])
    return {
        "window": window,
        "first_per_second": first,
        "last_per_second": last,
        "last_cost_over_first": first / last,
        "all_per_second": _rate(moments),
    }


def _rate(moments: Sequence[datetime]) -> float:
    return (len(moments) - 1) / (moments[-1] - moments[0]).total_seconds()


def growth(looks: Sequence[Look]) -> dict[str, float]:
    """MiB in the second tenth of the run, when all has started, and in the last."""
    tenth = max(1, len(looks) // 10)
    early, late = looks[tenth : 2 * tenth], looks[-2 * tenth : -tenth]
    found = {}
    for who in ("main", "worker", "zygote"):
        for when, some in (("early", early), ("late", late)):
            sizes = [getattr(look, who) for look in some]
            found[f"{who}_{when}_mib"] = statistics.median(sizes or [0]) / _MIB
    return found


if __name__ == "__main__":
    main()
