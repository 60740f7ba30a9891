"""Who gets which job, and what becomes of it when a worker goes: with a cluster that is none."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from autograder.cli.main import main
from autograder.cluster import run as cluster_run
from autograder.cluster.run import Run
from autograder.cluster.station import Died, Refused, Terms
from autograder.grading.job import Job, attempt
from autograder.grading.pool import PoolBroken
from autograder.grading.submission import Submission
from gradebook.records import Attempt

TERMS = Terms(Path("/course"), (), "1", ())
Answer = Callable[[str, Job], Any]


def graded(_worker: str, job: Job) -> Attempt:
    return attempt(job, "graded", 1.0, [])


class Cluster:
    """Stands for Dask's client: each worker answers at once, unless it is ``deaf``."""

    def __init__(self, workers: Sequence[str], answer: Answer = graded) -> None:
        self.workers = list(workers)
        self.deaf: set[str] = set()
        self.answer = answer
        self.numbers = itertools.count()
        self.waiting: dict[str, list[Future[Any]]] = {}
        self.most = 0

    def nthreads(self) -> dict[str, int]:
        return dict.fromkeys(self.workers, 1)

    def submit(
        self, _: object, _terms: Terms, _run: str, job: Job, workers: list[str], pure: bool
    ) -> Future[Any]:
        (worker,) = workers
        assert not pure
        future: Any = Future()
        future.key = str(next(self.numbers))
        self.waiting[worker] = [f for f in self.waiting.get(worker, []) if not f.done()]
        self.waiting[worker].append(future)
        self.most = max(self.most, sum(map(len, self.waiting.values())))
        assert len(self.waiting[worker]) == 1
        if worker not in self.deaf:
            future.set_result(self.answer(worker, job))
        return future

    def cancel(self, futures: list[Future[Any]]) -> None:
        assert all(future.cancel() for future in futures)

    def run(self, _: object, _run: str, workers: list[str], on_error: str) -> None:
        assert on_error == "ignore"
        assert set(workers) <= set(self.workers)


def jobs(count: int) -> list[Job]:
    names = [f"student-{number}" for number in range(count)]
    return [Job(Submission(name, "04-autograd", b"{}"), 1.0, "1", 7, ()) for name in names]


@pytest.fixture(autouse=True)
def always_looking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_run, "_LOOK_SECONDS", 0.01)


@pytest.fixture
def told() -> list[str]:
    return []


def graded_on(cluster: Cluster, count: int, told: list[str], patience: float = 1.0) -> list[str]:
    client: Any = cluster
    found = Run(client, TERMS, jobs(count), told.append, patience).attempts()
    return [f"{one.student_id} {one.status}" for one in found]


def everybody(count: int) -> list[str]:
    return sorted(f"student-{number} graded" for number in range(count))


def test_each_worker_has_one_notebook_at_a_time(told: list[str]) -> None:
    cluster = Cluster("abc")
    assert sorted(graded_on(cluster, 500, told)) == everybody(500)
    assert cluster.most <= 3
    assert told == []


def test_what_a_worker_may_not_do_another_does(told: list[str]) -> None:
    def answer(worker: str, job: Job) -> object:
        return Refused("it is old") if worker == "a" else graded(worker, job)

    assert sorted(graded_on(Cluster("ab", answer), 20, told)) == everybody(20)
    assert told == ["the worker a is left out: it is old"]


def test_who_graded_something_else_than_was_asked_is_left_out(told: list[str]) -> None:
    def answer(worker: str, job: Job) -> Attempt:
        return graded(worker, job if worker == "b" else replace(job, assignment_version="2"))

    assert sorted(graded_on(Cluster("ab", answer), 20, told)) == everybody(20)
    assert len(told) == 1
    assert "no longer what it was asked for" in told[0]


def test_what_a_lost_worker_had_begun_is_begun_again(told: list[str]) -> None:
    def answer(worker: str, job: Job) -> Attempt:
        cluster.workers = ["b"]
        return graded(worker, job)

    cluster = Cluster("ab", answer)
    cluster.deaf = {"a"}
    assert sorted(graded_on(cluster, 5, told)) == everybody(5)


def test_what_ends_its_process_each_time_is_a_fault_of_ours_alone(told: list[str]) -> None:
    tries = []

    def answer(worker: str, job: Job) -> object:
        if job.submission.student != "student-1":
            return graded(worker, job)
        tries.append(worker)
        return Died("the grading process died")

    found = graded_on(Cluster("ab", answer), 4, told)
    assert sorted(found) == sorted(
        ["student-1 grader_error", *set(everybody(4)) - {everybody(4)[1]}]
    )
    assert len(tries) == 3


def test_a_machine_that_is_broken_fails_nobody_whom_another_can_grade(told: list[str]) -> None:
    def answer(worker: str, job: Job) -> Attempt:
        return attempt(job, "grader_error", None, []) if worker == "a" else graded(worker, job)

    assert sorted(graded_on(Cluster("ab", answer), 50, told)) == everybody(50)
    found = graded_on(Cluster("a", answer), 5, told)
    assert sorted(found) == [f"student-{number} grader_error" for number in range(5)]


def test_where_nobody_may_grade_it_ends_at_once(told: list[str]) -> None:
    cluster = Cluster("ab", lambda *_: Refused("it is old"))
    with pytest.raises(PoolBroken, match="no worker of this cluster may grade"):
        graded_on(cluster, 5, told, patience=60.0)
    assert len(told) == 2


def test_where_no_worker_is_left_it_ends_after_a_while(told: list[str]) -> None:
    with pytest.raises(PoolBroken, match=r"no worker is left\. What is recorded is safe"):
        graded_on(Cluster(""), 5, told, patience=0.1)


@pytest.mark.parametrize("options", [["--executor", "dask"], ["--scheduler", "tcp://host:8786"]])
def test_a_cluster_needs_its_address(course: Path, tmp_path: Path, options: list[str]) -> None:
    result = CliRunner().invoke(main, ["grade", str(tmp_path), "--course", str(course), *options])
    assert result.exit_code == 2
    assert "--executor dask and --scheduler ADDRESS need each other" in result.output
