"""Kills a process of a box while its notebook is graded, hundreds of times: ``make disturb``.

One warm grader does all of it, so that kills come some fifty times as often as in ``disturb.py``. A
killed process may have been asked anything at that moment, and no mark and no check may tell of
it; a cell may, whose own helper was killed. Prints its figures; the exit status is 0 where all is
well.
"""

from __future__ import annotations

import argparse
import random
import sys
import threading
import time
from contextlib import suppress
from dataclasses import replace

import psutil
from disturb import ROOT, SAMPLE, timeless

from autograder.grading.grader import Grader
from autograder.grading.job import Job
from autograder.grading.submission import Submission
from autograder.sandbox.isolation import layers_for
from gradebook.records import Attempt

SUBMISSIONS = (
    ("mateo", "06-manual-backprop"),
    ("freya", "06-manual-backprop"),
    ("jasmin", "07-autograd-training"),
    ("amara", "09-data"),
    ("amara", "12-checkpoints"),
    ("mateo", "13-distributed"),
)
"""Some answers right, some wrong, some not written; the last three start processes."""


def job(student: str, slug: str, layers: tuple[str, ...]) -> Job:
    """A notebook of the sample class."""
    content = (SAMPLE / student / slug / f"{slug}.ipynb").read_bytes()
    return Job(Submission(student, slug, content), 10.0, "any", 7, layers)


def kill_one(stop: threading.Event, rng: random.Random, delay: float, killed: list[int]) -> None:
    """Kill any process of the box that is there after a while, or of the next."""
    time.sleep(delay)
    while not stop.is_set() and not killed:
        with suppress(psutil.Error):
            zygotes = psutil.Process().children()
            boxes = [process for zygote in zygotes for process in zygote.children(recursive=True)]
            if boxes:
                victim = rng.choice(boxes)
                victim.kill()
                killed.append(victim.pid)
        time.sleep(0.001)


def judged(attempt: Attempt) -> Attempt:
    """What the student's mark is made of."""
    return replace(timeless(attempt), cells=(), note="")


def disturbed(grader: Grader, todo: Job, rng: random.Random, seconds: float) -> tuple[Attempt, int]:
    """An attempt at this, and how many processes were killed meanwhile."""
    stop, killed = threading.Event(), list[int]()
    killer = threading.Thread(target=kill_one, args=(stop, rng, rng.uniform(0, seconds), killed))
    killer.start()
    attempt = judged(grader.work(todo))
    stop.set()
    killer.join()
    return attempt, len(killed)


def disturb(grader: Grader, todo: Job, kills: int, rng: random.Random) -> tuple[int, int]:
    """How many were killed, and how many attempts differ from an undisturbed one."""
    expected = judged(grader.work(todo))
    started = time.monotonic()
    assert judged(grader.work(todo)) == expected
    seconds = time.monotonic() - started
    done = differing = 0
    while done < kills:
        attempt, killed = disturbed(grader, todo, rng, seconds)
        done += killed
        differing += attempt != expected
    return done, differing


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=300, help="how many processes to kill")
    parser.add_argument("--seed", type=int, default=0, help="of the random moments")
    wanted = parser.parse_args()
    layers = layers_for("full")
    wrong = 0
    grader = Grader(ROOT, layers)
    try:
        for number, (student, slug) in enumerate(SUBMISSIONS):
            rng = random.Random(wanted.seed + number)
            todo = job(student, slug, layers)
            killed, differing = disturb(grader, todo, wanted.kills // len(SUBMISSIONS), rng)
            sys.stdout.write(f"{student}/{slug}: {killed} kills, {differing} attempts differ\n")
            wrong += differing
    finally:
        grader.stop()
    raise SystemExit(wrong > 0)


if __name__ == "__main__":
    main()
