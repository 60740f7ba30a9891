"""Grading on a Dask cluster: the same grades, whatever becomes of the workers."""

from __future__ import annotations

import contextlib
import json
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil
import pytest

from gradebook.records import Attempt
from gradebook.store import Gradebook

pytestmark = pytest.mark.slow

ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)
ZYGOTE = "autograder.worker"
BOTH = ("04-autograd", "06-manual-backprop")
Submitted = Callable[..., Path]


def command(submitted: Path, target: Path, *options: str) -> list[str]:
    made = [sys.executable, "-W", "error", "-m", "autograder.cli", "grade", str(submitted)]
    return [*made, "--quiet", "--gradebook", str(target), *options]


def on(cluster: Any) -> tuple[str, ...]:
    return "--executor", "dask", "--scheduler", cluster.address


@contextlib.contextmanager
def grading(course: Path, *args: Any) -> Iterator[subprocess.Popen[str]]:
    """A grader at work; killed where the test fails."""
    pipe = subprocess.PIPE
    made = command(*args)
    with subprocess.Popen(made, cwd=course, stdout=pipe, stderr=pipe, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def grade(course: Path, *args: Any) -> tuple[int, str]:
    with grading(course, *args) as process:
        _, errors = process.communicate(timeout=300)
        return process.returncode, errors


def record(target: Path) -> dict[tuple[str, str], list[Attempt]]:
    """Every attempt, by student and assignment, but for times."""
    with Gradebook.open(target) as gradebook:
        keys = [(grade.student.id, grade.assignment.slug) for grade in gradebook.grades()]
        return {key: [timeless(one) for one in gradebook.attempts(*key)] for key in keys}


def timeless(attempt: Attempt) -> Attempt:
    checks = tuple(replace(check, seconds=0.0) for check in attempt.checks)
    cost = {"wall_seconds": 0.0, "cpu_seconds": 0.0, "peak_bytes": 0}
    return replace(attempt, checks=checks, graded_at=ANY_TIME, **cost)


def exported(course: Path, target: Path, detail: str) -> str:
    """What `autograder export` writes."""
    made = [sys.executable, "-m", "autograder.cli", "export", "--gradebook", str(target)]
    done = subprocess.run([*made, "--detail", detail], capture_output=True, text=True, check=True)
    return done.stdout


def running(pid: int, what: str) -> list[psutil.Process]:
    """The processes below this one that have this argument; all, if it is empty."""
    found = []
    with contextlib.suppress(psutil.NoSuchProcess):
        for process in psutil.Process(pid).children(recursive=True):
            with contextlib.suppress(psutil.NoSuchProcess):
                if (not what or what in process.cmdline()) and is_alive(process):
                    found.append(process)
    return found


def is_alive(process: psutil.Process) -> bool:
    try:
        return bool(process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def wait_until(happens: Callable[[], Any]) -> Any:
    deadline = time.monotonic() + 120
    while not (found := happens()):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return found


def boxes(worker: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """Processes behind the fence: below the zygote, which is below the grading process."""
    zygotes = running(worker.pid, ZYGOTE)
    return [box for zygote in zygotes[:1] for box in running(zygote.pid, "")]


def sleeper(folder: Path, seconds: float, student: str = "zed") -> None:
    """One more student, who takes long."""
    path = folder / student / "04-autograd" / "04-autograd.ipynb"
    path.parent.mkdir(parents=True)
    cell = {"cell_type": "code", "source": f"import time; time.sleep({seconds})"}
    path.write_text(json.dumps({"nbformat": 4, "metadata": {}, "cells": [cell]}))


def test_a_worker_killed_at_work_changes_no_grade(
    course: Path, tmp_path: Path, cluster: Any, submitted: Submitted
) -> None:
    folder = submitted("amara", "hana", "chen-wei", slugs=BOTH)
    one, many = tmp_path / "one.db", tmp_path / "many.db"
    Gradebook.open(one).close()  # with a secret, which decides the inputs
    shutil.copy(one, many)
    assert grade(course, folder, one) == (0, "")
    victim = cluster.start_worker("--no-nanny")
    cluster.start_worker()
    with grading(course, folder, many, *on(cluster)) as process:
        wait_until(lambda: boxes(victim))
        family = psutil.Process(victim.pid).children(recursive=True)
        victim.kill()
        wait_until(lambda: not any(map(is_alive, family)))
        assert process.communicate(timeout=300) == ("", "")
    assert process.returncode == 0
    assert record(many) == record(one)
    assert len(record(one)) == 6
    assert all(len(attempts) == 1 for attempts in record(one).values())
    for detail in ("assignments", "checks"):
        assert exported(course, many, detail) == exported(course, one, detail)
    before = many.read_bytes()
    assert grade(course, folder, many, *on(cluster)) == (0, "")
    assert many.read_bytes() == before


def test_what_ends_each_of_its_workers_costs_nobody_else_anything(
    course: Path, tmp_path: Path, cluster: Any, submitted: Submitted
) -> None:
    folder = submitted("amara")
    sleeper(folder, 50)
    worker = cluster.start_worker()
    target = tmp_path / "gradebook.db"
    with grading(course, folder, target, *on(cluster)) as process:
        wait_until(lambda: target.exists() and record(target).get(("amara", "04-autograd")))
        for whom in ("grading process", "worker", "grading process"):
            wait_until(lambda: boxes(worker))
            zygote = running(worker.pid, ZYGOTE)[0]
            grader = zygote.parent()
            (grader if whom == "grading process" else grader.parent()).kill()
            wait_until(lambda zygote=zygote: not is_alive(zygote))
        process.communicate(timeout=120)
    assert process.returncode == 3
    attempts = record(target)
    assert [one.status for one in attempts["amara", "04-autograd"]] == ["graded"]
    (failed,) = attempts["zed", "04-autograd"]
    assert (failed.status, failed.score) == ("grader_error", None)
    assert "after 3 tries; run the same command again" in failed.note


@pytest.fixture
def edited(course: Path, tmp_path: Path) -> dict[str, str]:
    """An environment with another version of the package."""
    folder = tmp_path / "edited"
    for package in ("autograder", "gradebook"):
        shutil.copytree(course / package, folder / package)
    with (folder / "autograder" / "outcome.py").open("a") as source:
        source.write("# edited\n")
    return {"PYTHONPATH": str(folder)}


@pytest.fixture
def nothing(tmp_path: Path) -> dict[str, str]:
    """An environment with nothing of the package but its name."""
    folder = tmp_path / "nothing"
    (folder / "autograder").mkdir(parents=True)
    (folder / "autograder" / "__init__.py").touch()
    return {"PYTHONPATH": str(folder)}


@pytest.fixture
def strange_workers(
    course: Path, tmp_path: Path, cluster: Any, edited: dict[str, str], nothing: dict[str, str]
) -> Callable[[], None]:
    """Start workers of which none may grade, each for another reason."""
    other = tmp_path / "other"
    shutil.copytree(course / "solutions", other / "solutions")
    with (other / "solutions" / "04-autograd" / "checks.py").open("a") as checks:
        checks.write("# edited\n")

    def start() -> None:
        no_namespaces = 'echo 0 > /proc/sys/user/max_user_namespaces; exec "$@"'
        cluster.start_worker(within=["unshare", "-r", "sh", "-c", no_namespaces, "sh"])
        cluster.start_worker(env=edited)
        cluster.start_worker(env=nothing)
        cluster.start_worker(env={"AUTOGRADER_COURSE": str(other)})
        cluster.start_worker(env={"AUTOGRADER_COURSE": str(tmp_path)})

    return start


REASONS = [
    "its host cannot fence student code: it lacks namespaces ([Errno 28]",
    "install the same versions there and restart it",
    "it has another version of this package, or none (",
    "copy the course there again",
    "start the worker with AUTOGRADER_COURSE set to its folder",
]


def test_workers_that_would_grade_otherwise_are_refused(
    course: Path,
    tmp_path: Path,
    cluster: Any,
    submitted: Submitted,
    strange_workers: Callable[[], None],
) -> None:
    folder = submitted("amara", "hana", "chen-wei")
    target = tmp_path / "gradebook.db"
    strange_workers()
    status, errors = grade(course, folder, target, *on(cluster))
    assert status == 3
    *refused, last = errors.splitlines()
    assert last.startswith("autograder: no worker of this cluster may grade, for what is said")
    for reason in REASONS:
        assert [line.count(reason) for line in sorted(refused)].count(1) == 1, errors
    assert len(refused) == len(REASONS)
    assert not any(record(target).values())


def test_so_are_those_that_join_later(
    course: Path,
    tmp_path: Path,
    cluster: Any,
    submitted: Submitted,
    strange_workers: Callable[[], None],
) -> None:
    folder = submitted("amara", "hana")
    sleeper(folder, 40, "aaron")  # the first, so that there is work for those
    target = tmp_path / "gradebook.db"
    good = cluster.start_worker()
    with grading(course, folder, target, *on(cluster)) as process:
        wait_until(lambda: boxes(good))
        strange_workers()
        _, errors = process.communicate(timeout=300)
    assert process.returncode in (0, 1)
    for reason in REASONS:
        assert errors.count(reason) == 1, errors
    assert {one.status for found in record(target).values() for one in found} <= {
        "graded",
        "needs_review",
    }
    assert errors.count("\n") == len(REASONS)


def test_ctrl_c_stops_soon_and_leaves_nothing_on_the_workers(
    course: Path, tmp_path: Path, cluster: Any, submitted: Submitted
) -> None:
    folder = submitted("amara")
    sleepers = [tmp_path / "submitted" / name for name in ("aaron", "abel")]
    for student in sleepers:
        sleeper(folder, 50, student.name)
    target = tmp_path / "gradebook.db"
    workers = [cluster.start_worker(), cluster.start_worker("--no-nanny")]
    with grading(course, folder, target, *on(cluster)) as process:
        wait_until(lambda: all(map(boxes, workers)))
        pressed = time.monotonic()
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
        assert time.monotonic() - pressed < 5.0
    assert process.returncode == 130
    assert errors == "autograder: stopped; what is recorded is safe, run it again to go on\n"
    wait_until(lambda: not any(running(worker.pid, ZYGOTE) for worker in workers))
    assert time.monotonic() - pressed < 8.0
    assert not list(cluster.folder.glob("autograder-*"))
    for student in sleepers:
        shutil.rmtree(student)
    assert grade(course, folder, target, *on(cluster)) == (0, "")


def test_a_scheduler_that_ends_costs_nothing_but_a_rerun(
    course: Path, tmp_path: Path, cluster: Any, submitted: Submitted
) -> None:
    folder = submitted("amara")
    sleeper(folder, 50)
    worker = cluster.start_worker()
    target = tmp_path / "gradebook.db"
    with grading(course, folder, target, *on(cluster)) as process:
        wait_until(lambda: target.exists() and record(target).get(("amara", "04-autograd")))
        wait_until(lambda: boxes(worker))
        cluster.begun[0].kill()
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 3
    assert errors.startswith("autograder: the connection to the Dask scheduler was lost. What is")
    assert errors.count("\n") == 1


@pytest.fixture
def web_server() -> Iterator[str]:
    """The address of something else that listens."""
    command = [sys.executable, "-u", "-m", "http.server", "--bind", "127.0.0.1", "0"]
    pipe, nothing = subprocess.PIPE, subprocess.DEVNULL
    with subprocess.Popen(command, stdout=pipe, stderr=nothing, cwd="/usr/share", text=True) as it:
        assert it.stdout is not None
        yield "tcp://127.0.0.1:" + it.stdout.readline().split(" port ")[1].split()[0]
        it.kill()


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nonsense", "foo://bar:1", "web server"])
def test_where_no_scheduler_answers_one_sentence_says_so(
    course: Path, tmp_path: Path, submitted: Submitted, address: str, web_server: str
) -> None:
    address = web_server if address == "web server" else address
    started = time.monotonic()
    nobody = ("--executor", "dask", "--scheduler", address)
    status, errors = grade(course, submitted("amara"), tmp_path / "gradebook.db", *nobody)
    assert time.monotonic() - started < 20.0
    assert status == 3
    assert errors.startswith(f"autograder: no Dask scheduler answers at {address} (")
    assert errors.count("\n") == 1
    assert not (tmp_path / "gradebook.db").exists()


@pytest.mark.parametrize("environment", ["edited", "nothing"])
def test_so_must_the_scheduler_be_of_the_same_version(
    course: Path,
    tmp_path: Path,
    cluster: Any,
    submitted: Submitted,
    environment: str,
    request: pytest.FixtureRequest,
) -> None:
    cluster.start_scheduler(env=request.getfixturevalue(environment))
    status, errors = grade(course, submitted("amara"), tmp_path / "gradebook.db", *on(cluster))
    assert status == 3
    assert errors.startswith(f"autograder: the scheduler at {cluster.address} has the grader ")
    assert "start it again from the same environment as the workers'" in errors
    assert errors.count("\n") == 1


def test_a_gradebook_that_is_lost_ends_the_workers_work(
    course: Path, tmp_path: Path, cluster: Any, submitted: Submitted
) -> None:
    folder = submitted("amara")
    sleeper(folder, 50)
    workers = [cluster.start_worker(), cluster.start_worker()]
    target = tmp_path / "gradebook.db"
    with grading(course, folder, target, *on(cluster)) as process:
        wait_until(lambda: any(map(boxes, workers)))
        target.unlink()
        _, errors = process.communicate(timeout=100)
    assert process.returncode == 3
    assert errors.endswith("put it back, or run again to begin anew\n")
    assert errors.count("\n") == 1
    wait_until(lambda: not any(running(worker.pid, ZYGOTE) for worker in workers))


def test_what_is_large_travels_too(
    course: Path, tmp_path: Path, cluster: Any, submitted: Submitted
) -> None:
    folder = submitted("amara")
    path = folder / "amara" / "04-autograd" / "04-autograd.ipynb"
    notebook = json.loads(path.read_text())
    notebook["cells"].append({"cell_type": "markdown", "metadata": {}, "source": "x" * 18 * 2**20})
    path.write_text(json.dumps(notebook))
    cluster.start_worker()
    assert grade(course, folder, tmp_path / "gradebook.db", *on(cluster)) == (0, "")
