"""What a GPU gives: submissions a minute on one, beside one core, and where it starts to pay.

``make bench-gpu``; ``--pretend`` lets a CPU stand in, to try the benchmark where there is none.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import torch
from machine import described, machine
from notebooks import right_class
from rich.console import Console
from rich.table import Table
from tree import ROOT, CommandFailed

from autograder.course.course import assignments
from autograder.course.reference import reference_names
from autograder.grading.collect import entries
from autograder.grading.executor import LocalExecutor
from autograder.grading.gpu_share import GpuShare, share
from autograder.grading.grade import planned, record_assignments
from autograder.grading.job import CPU, CPU_AND_GPU, Job
from autograder.grading.submission import submissions
from autograder.sandbox.gpu import Gpu
from autograder.sandbox.isolation import layers_for
from gradebook.records import Attempt
from gradebook.store import Gradebook

OUTPUT = ROOT / "build" / "bench" / "gpu.json"
SLUGS = ("10-convnet", "11-optim")
AT_ONCE = (1, 2, 4)
BATCHES = (1, 4, 16, 64, 256, 1024, 4096)
_STEPS = 12


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=40)
    parser.add_argument("--pretend", action="store_true")
    wanted = parser.parse_args()
    if wanted.students < 2 * max(AT_ONCE):
        parser.error(f"--students must be {2 * max(AT_ONCE)} at least, for each process warms up")
    console, about = Console(), machine()
    layers = layers_for("full")
    opened = _pretended() if wanted.pretend else share(layers, max(AT_ONCE))
    with opened as gpus:
        about |= {"gpu": gpus.gpus[0].name, "pretended": wanted.pretend}
        console.print(described(about), f"GPU: {about['gpu']}")
        rates = {slug: _rates(slug, wanted.students, gpus, layers) for slug in SLUGS}
        steps = {batch: _steps(batch, gpus.gpus[0].device) for batch in BATCHES}
    _show(console, rates, steps)
    OUTPUT.parent.mkdir(parents=True, exist_ok=True)
    OUTPUT.write_text(json.dumps({"machine": about, "per_minute": rates, "steps": steps}, indent=1))
    console.print(f"Written to {OUTPUT.relative_to(ROOT)}.")


@contextmanager
def _pretended() -> Iterator[GpuShare]:
    with tempfile.TemporaryDirectory() as places:
        yield GpuShare((Gpu((), "none: a CPU stands in", "cpu"),), max(AT_ONCE), Path(places))


def _rates(slug: str, students: int, gpus: GpuShare, layers: tuple[str, ...]) -> dict[str, float]:
    """Right submissions a minute: their CPU part on one core, and their GPU part, so many at once.

    A few are graded before, so that starting up does not count.
    """
    with tempfile.TemporaryDirectory() as folder:
        jobs = _jobs(Path(folder), slug, students, layers)
    found = {}
    attempts, found["one core"] = _graded(
        LocalExecutor(ROOT, layers, 1), [replace(job, device=CPU) for job in jobs]
    )
    begun = {one.student_id: one for one in attempts}
    todo = [replace(job, earlier=begun[job.submission.student]) for job in jobs]
    for many in AT_ONCE:
        there = LocalExecutor(ROOT, layers, many, replace(gpus, per_gpu=many))
        _, found[f"{many} at once on the GPU"] = _graded(there, todo)
    return found


def _jobs(folder: Path, slug: str, students: int, layers: tuple[str, ...]) -> list[Job]:
    course = assignments(ROOT)
    right_class(folder / "class", course[slug], students)
    found, _ = submissions(entries(folder / "class"), list(course))
    with Gradebook.open(folder / "book.db") as book:
        record_assignments(book, {slug}, course)
        return list(planned(book, found, course, layers, CPU_AND_GPU).jobs)


def _graded(executor: LocalExecutor, jobs: Sequence[Job]) -> tuple[list[Attempt], float]:
    """The attempts, and how many came a minute once each process had done its first."""
    attempts, moments = [], []
    for attempt in executor.grade_all(jobs):
        if attempt.status != "graded" or attempt.score != attempt.max_score:
            raise CommandFailed(f"a right notebook got {attempt.score}: {attempt.note}")
        attempts.append(attempt)
        moments.append(time.monotonic())
    warm = moments[executor.workers :]
    return attempts, round(60 * (len(warm) - 1) / (warm[-1] - warm[0]), 1)


def _steps(batch: int, device: str) -> dict[str, float]:
    """Milliseconds of a training step of LeNet, on one core and on the GPU; the median."""
    torch.set_num_threads(1)
    here, there = _step_of(batch, "cpu"), _step_of(batch, device)
    times = {"one core": _milliseconds(here), "GPU": _milliseconds(there)}
    return {**times, "ratio": round(times["one core"] / times["GPU"], 2)}


def _step_of(batch: int, device: str) -> Callable[[], float]:
    net = reference_names(assignments(ROOT)["10-convnet"])["Net"]().to(device)
    inputs = torch.randn(batch, 1, 32, 32, device=device)
    labels = torch.randint(0, 10, (batch,), device=device)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.01)

    def step() -> float:
        optimizer.zero_grad()
        loss = torch.nn.functional.cross_entropy(net(inputs), labels)
        torch.autograd.backward(loss)
        optimizer.step()
        return loss.item()  # waits for the device

    return step


def _milliseconds(step: Callable[[], float]) -> float:
    step(), step()
    times = []
    for _ in range(_STEPS):
        started = time.perf_counter()
        step()
        times.append(time.perf_counter() - started)
    return round(1000 * statistics.median(times), 3)


def _show(console: Console, rates: dict, steps: dict) -> None:
    table = Table(title="Right submissions a minute", box=None)
    for heading in ("", *SLUGS):
        table.add_column(heading, justify="right" if heading else "left")
    for where in rates[SLUGS[0]]:
        table.add_row(where, *(f"{rates[slug][where]:.1f}" for slug in SLUGS))
    console.print(table)
    table = Table(title="A training step of LeNet, in ms", box=None)
    for heading in ("batch", "one core", "GPU", "one core / GPU"):
        table.add_column(heading, justify="right")
    for batch, one in steps.items():
        table.add_row(str(batch), str(one["one core"]), str(one["GPU"]), str(one["ratio"]))
    console.print(table)


if __name__ == "__main__":
    main()
