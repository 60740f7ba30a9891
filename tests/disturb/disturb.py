"""Kills a grading run at random moments, again and again: nothing may be lost: ``make disturb``.

Grades some submissions undisturbed. Then it grades them again, and kills now the grader, now a
worker, a zygote or a process of a box (``kill -9``), starting the grader anew where it has died.
In the end each gradebook must hold what the undisturbed one does, but for times, and all that was
there when the grader was killed. ``--kills 0 --load 8`` only keeps the machine busy meanwhile.
Prints its figures; the exit status is 0 where all is well.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import psutil

from gradebook.records import Attempt
from gradebook.store import Gradebook

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "tests" / "sample_class" / "submitted"
KINDS = ("grader", "worker", "zygote", "box")
ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)
Record = dict[tuple[str, str], list[Attempt]]


@dataclass
class Figures:
    """What was done and what came of it."""

    killed: Counter[str] = field(default_factory=Counter)
    rounds: int = 0
    runs: int = 0
    lost: int = 0
    differing: int = 0
    damaged: int = 0
    left_behind: int = 0
    failed_us: int = 0

    def __str__(self) -> str:
        kinds = ", ".join(f"{self.killed[kind]} {kind}" for kind in KINDS)
        return (
            f"{self.killed.total()} kills ({kinds}) in {self.runs} runs of {self.rounds} rounds: "
            f"{self.lost} lost, {self.differing} differing, {self.damaged} damaged, "
            f"{self.left_behind} processes left; {self.failed_us} graded again for a fault of ours"
        )

    @property
    def are_well(self) -> bool:
        """Whether nothing was lost, changed or left."""
        return not (self.lost or self.differing or self.damaged or self.left_behind)


@dataclass(frozen=True)
class Place:
    """Where it happens: what was handed in, and a gradebook."""

    submitted: Path
    target: Path
    jobs: int

    def start(self) -> subprocess.Popen[bytes]:
        """A grader at work on it."""
        command = [sys.executable, "-m", "autograder.cli", "grade", str(self.submitted), "--quiet"]
        command += ["--jobs", str(self.jobs), "--gradebook", str(self.target)]
        environment = {**os.environ, "TMPDIR": str(self.target.parent)}
        return subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)

    def record(self) -> Record:
        """Every attempt, by student and assignment, but for times."""
        with Gradebook.open(self.target) as gradebook:
            keys = [(grade.student.id, grade.assignment.slug) for grade in gradebook.grades()]
            return {key: list(map(timeless, gradebook.attempts(*key))) for key in keys}

    def is_intact(self) -> bool:
        """Whether SQLite finds no fault in the file."""
        with closing(sqlite3.connect(self.target)) as connection:
            found = connection.execute("PRAGMA integrity_check").fetchall()
            return (
                found == [("ok",)] and not connection.execute("PRAGMA foreign_key_check").fetchall()
            )


def timeless(attempt: Attempt) -> Attempt:
    """All of an attempt that two runs have in common."""
    checks = tuple(replace(check, seconds=0.0) for check in attempt.checks)
    cost = {"wall_seconds": 0.0, "cpu_seconds": 0.0, "peak_bytes": 0}
    return replace(attempt, checks=checks, graded_at=ANY_TIME, **cost)


def grades(record: Record) -> Record:
    """Without the attempts in which the grader failed: they change no grade, and are made again."""
    return {key: [a for a in found if a.status != "grader_error"] for key, found in record.items()}


def family(grader: int) -> dict[str, list[psutil.Process]]:
    """The processes of a run, by what they are."""
    found: dict[str, list[psutil.Process]] = {kind: [] for kind in KINDS}
    with suppress(psutil.NoSuchProcess):
        top = psutil.Process(grader)
        found["grader"].append(top)
        for worker in top.children():
            if "spawn_main" in " ".join(worker.cmdline()):
                found["worker"].append(worker)
                found["zygote"] += worker.children()
                found["box"] += [box for z in worker.children() for box in z.children(True)]
    return found


def kill_one(grader: subprocess.Popen[bytes], kind: str, rng: random.Random) -> bool:
    """Wait for a process of this kind, and a moment more, and kill one; whether there was one."""
    patience = rng.uniform(0, 1.5)  # else a box would always be killed while it is being made
    while grader.poll() is None:
        candidates = family(grader.pid)[kind]
        if candidates and patience <= 0:
            with suppress(psutil.NoSuchProcess):
                rng.choice(candidates).kill()
                return True
        time.sleep(0.02)
        patience -= 0.02 * bool(candidates)
    return False


def disturbed_run(place: Place, figures: Figures, kills: int, rng: random.Random) -> bool:
    """One run, with up to so many kills; whether it came to its end."""
    figures.runs += 1
    grader = place.start()
    while figures.killed.total() < kills and grader.poll() is None:
        time.sleep(rng.uniform(0, 2))
        kind = min(rng.sample(KINDS, len(KINDS)), key=lambda one: figures.killed[one])
        # Not the grader itself: it is waited for below, and can be only once.
        others = [one for k, found in family(grader.pid).items() if k != "grader" for one in found]
        figures.killed[kind] += kill_one(grader, kind, rng)
        if kind == "grader":
            _, alive = psutil.wait_procs(others, timeout=20)
            figures.left_behind += sum(one.status() != psutil.STATUS_ZOMBIE for one in alive)
    return grader.wait() in (0, 1)


def disturbed_round(place: Place, figures: Figures, kills: int, rng: random.Random) -> Record:
    """Run until all is graded; what was there at one time must be there ever after."""
    figures.rounds += 1
    before: Record = {}
    while True:
        ended = disturbed_run(place, figures, kills, rng)
        figures.damaged += not place.is_intact()
        after = place.record()
        figures.lost += sum(after[key][: len(found)] != found for key, found in before.items())
        before = after
        if ended:
            return after


@contextmanager
def load(processes: int) -> Iterator[None]:
    """Keep the machine busy with so many others."""
    command = [sys.executable, "-S", "-c", "while True: pass"]
    others = [subprocess.Popen(command, start_new_session=True) for _ in range(processes)]
    try:
        yield
    finally:
        for other in others:
            other.kill()
            other.wait()


def disturb(calm: Place, wanted: argparse.Namespace, rng: random.Random) -> Figures:
    """Do all of it; the gradebooks lie beside that of the undisturbed run."""
    folder = calm.target.parent
    Gradebook.open(folder / "empty.db").close()  # with a secret, which decides the inputs
    shutil.copy(folder / "empty.db", calm.target)
    calm.start().wait()
    expected, figures = calm.record(), Figures()
    with load(wanted.load):
        while not figures.rounds or figures.killed.total() < wanted.kills:
            place = Place(calm.submitted, folder / f"{figures.rounds}.db", wanted.jobs)
            shutil.copy(folder / "empty.db", place.target)
            found = disturbed_round(place, figures, wanted.kills, rng)
            figures.failed_us += sum(a.status == "grader_error" for f in found.values() for a in f)
            figures.differing += sum(grades(found).get(k) != expected[k] for k in expected)
            sys.stderr.write(f"{figures}\n")
    return figures


def chosen(most: int, into: Path) -> None:
    """Copy some of the sample class, the shortest notebooks first."""
    notebooks = sorted(SAMPLE.glob("*/*/*.ipynb"), key=lambda path: path.stat().st_size)
    for notebook in notebooks[:most]:
        student, slug = notebook.parts[-3:-1]
        shutil.copytree(notebook.parent, into / student / slug)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100, help="how many processes to kill")
    parser.add_argument("--submissions", type=int, default=12, help="how many to grade each time")
    parser.add_argument("--jobs", type=int, default=2, help="how many at once")
    parser.add_argument("--load", type=int, default=0, help="how many others keep it busy")
    parser.add_argument("--seed", type=int, default=0, help="of the random moments")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        submitted = Path(folder) / "submitted"
        chosen(wanted.submissions, submitted)
        calm = Place(submitted, Path(folder) / "calm.db", 2)
        figures = disturb(calm, wanted, random.Random(wanted.seed))
    sys.stdout.write(f"seed {wanted.seed}: {figures}\n")
    raise SystemExit(not figures.are_well)


if __name__ == "__main__":
    main()
