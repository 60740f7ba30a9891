"""`autograder grade` into a PostgreSQL server: what SQLite would hold, and nothing is lost."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from gradebook.records import Attempt
from gradebook.store import Gradebook

STUDENTS = 200
SLUG = "04-autograd"
ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)
Command = Callable[..., list[str]]


@pytest.fixture
def grade(course: Path, tmp_path: Path) -> Command:
    """The command that grades submissions of which none can be run: links are not followed."""
    submitted = tmp_path / "submitted"
    for number in range(STUDENTS):
        folder = submitted / f"student-{number:03}" / SLUG
        folder.mkdir(parents=True)
        (folder / f"{SLUG}.ipynb").symlink_to("/dev/null")

    def command(target: object, path: Path = submitted, isolation: str = "none") -> list[str]:
        made = [sys.executable, "-W", "error", "-m", "autograder.cli", "grade", str(path)]
        made += ["--quiet", "--course", str(course), "--isolation", isolation, "--jobs", "1"]
        return [*made, "--gradebook", str(target)]

    return command


def run(command: list[str]) -> tuple[int, str]:
    done = subprocess.run(command, capture_output=True, text=True)
    return done.returncode, done.stderr


def record(target: object) -> dict[str, list[Attempt]]:
    """Every attempt, by student, but for times."""
    with Gradebook.open(str(target)) as gradebook:
        return {
            student.id: list(map(timeless, gradebook.attempts(student.id, SLUG)))
            for student in gradebook.students()
        }


def timeless(attempt: Attempt) -> Attempt:
    checks = tuple(replace(check, seconds=0.0) for check in attempt.checks)
    cost = {"wall_seconds": 0.0, "cpu_seconds": 0.0, "peak_bytes": 0}
    return replace(attempt, checks=checks, graded_at=ANY_TIME, **cost)


def exported(target: object, detail: str) -> bytes:
    command = [sys.executable, "-W", "error", "-m", "autograder.cli", "export"]
    command += ["--gradebook", str(target), "--detail", detail]
    return subprocess.run(command, capture_output=True, check=True).stdout


def same_secret(path: Path, server: Any) -> None:
    """Give the server's gradebook the secret of the file at ``path``, which decides the inputs."""
    with Gradebook.open(path) as gradebook:
        secret = gradebook.course_secret()
    server.ask("ALTER TABLE gradebook_about DISABLE TRIGGER USER", "course")
    server.ask(f"UPDATE gradebook_about SET course_secret = '{secret}'", "course")
    server.ask("ALTER TABLE gradebook_about ENABLE TRIGGER USER", "course")


@pytest.mark.slow
def test_both_kinds_of_gradebook_hold_the_same(
    course: Path, tmp_path: Path, grade: Command, server: Any, url: str
) -> None:
    some = tmp_path / "some"
    for student in ("amara", "hana"):
        name = f"{student}/{SLUG}"
        shutil.copytree(course / "tests" / "sample_class" / "submitted" / name, some / name)
    path = tmp_path / "gradebook.db"
    Gradebook.open(url).close()
    same_secret(path, server)
    for target in (path, url):
        assert run(grade(target, some, "full")) == (0, "")
    assert record(url) == record(path)
    assert len(record(url)) == 2
    for detail in ("assignments", "checks"):
        assert exported(url, detail) == exported(path, detail)
        assert exported(url, detail).count(b"\n") > 2
    assert run(grade(url, some, "full")) == (0, "")
    assert record(url) == record(path)


def test_two_runs_at_once_do_each_other_no_harm(grade: Command, tmp_path: Path, url: str) -> None:
    calm = tmp_path / "calm.db"
    run(grade(calm))
    # There is no gradebook yet: they race to create it, too.
    both = [subprocess.Popen(grade(url), stderr=subprocess.PIPE, text=True) for _ in range(2)]
    assert [(one.communicate()[1], one.returncode) for one in both] == [("", 1)] * 2
    assert seedless(url) == seedless(calm)


def seedless(target: object) -> dict[str, set[Attempt]]:
    """What is recorded, whichever secret it was graded under and however often."""
    return {
        student: {replace(attempt, seed=0, fingerprint="") for attempt in attempts}
        for student, attempts in record(target).items()
    }


@pytest.fixture
def restarted(server: Any) -> Iterator[Any]:
    """The server, which a test may stop: it runs again afterwards."""
    yield server
    if server.process is None:
        server.start()


@pytest.mark.slow
def test_a_server_that_stops_costs_nothing_but_a_rerun(
    grade: Command, tmp_path: Path, restarted: Any, url: str
) -> None:
    count = "SELECT count(*) FROM attempts"
    calm = tmp_path / "calm.db"
    Gradebook.open(url).close()
    same_secret(calm, restarted)
    run(grade(calm))
    with subprocess.Popen(grade(url), stderr=subprocess.PIPE, text=True) as process:
        while restarted.ask(count, "course") < [(5,)]:
            time.sleep(0.01)
        restarted.stop()
        said = process.communicate(timeout=60)[1]
    assert (process.returncode, said.count("\n")) == (3, 1)
    assert "the server cannot be reached (" in said
    assert "What was recorded is there; check the address and the server, and run it" in said
    assert "a-password-to-keep" not in said
    restarted.start()
    before = record(url)
    assert 5 <= sum(map(len, before.values())) < STUDENTS
    assert run(grade(url)) == (1, "")
    after = record(url)
    assert before.items() <= after.items()
    assert after == record(calm)
    assert {len(attempts) for attempts in after.values()} == {1}
