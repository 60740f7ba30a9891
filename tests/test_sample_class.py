"""The sample class, graded for real: every student gets what ``expected.toml`` beside them says."""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from autograder.grading.judge import NO_GPU
from gradebook.records import Attempt
from gradebook.store import Gradebook

SAMPLE = Path(__file__).parent / "sample_class"
EXPECTED = {
    (path.parent.name, slug): entry
    for path in sorted(SAMPLE.glob("submitted/*/expected.toml"))
    for slug, entry in tomllib.loads(path.read_text(encoding="utf-8")).items()
    if slug != "story"
}
# One for each way to end, as different from one another as can be; what costs most is last.
TELLING = [
    ("mateo", "04-autograd"),
    ("priya", "04-autograd"),
    ("quentin", "06-manual-backprop"),
    ("tomas", "13-distributed"),
    ("emeka", "06-manual-backprop"),
    ("amara", "06-manual-backprop"),
    ("nadia", "04-autograd"),
    ("kofi", "04-autograd"),
]
Key = tuple[str, str]

pytestmark = pytest.mark.slow


def autograder(*args: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "autograder.cli", *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, cwd=SAMPLE.parent.parent)


def grade(target: Path, submitted: Path = SAMPLE / "submitted", jobs: int = 2) -> str:
    done = autograder(
        *("grade", submitted, "--gradebook", target, "--jobs", str(jobs)),
        *("--roster", SAMPLE / "students.csv"),
    )
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


def export(target: Path, detail: str) -> str:
    done = autograder("export", "--gradebook", target, "--detail", detail)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A gradebook in which the whole class is graded."""
    path = tmp_path_factory.mktemp("sample") / "gradebook.db"
    Gradebook.open(path).close()
    shutil.copy(path, path.with_name("empty.db"))  # has the same secret, and so the same inputs
    grade(path)
    return path


@pytest.fixture(scope="module")
def rows(target: Path) -> dict[tuple[str, str], dict[str, str]]:
    """The exported CSV, by student and assignment."""
    reader = csv.DictReader(export(target, "assignments").splitlines())
    return {(row["student_id"], row["assignment"]): row for row in reader}


def test_the_class_is_a_class() -> None:
    assert len({student for student, _ in EXPECTED}) >= 14


@pytest.mark.parametrize("key", EXPECTED, ids="/".join)
def test_status_and_score(
    key: tuple[str, str], rows: dict[tuple[str, str], dict[str, str]]
) -> None:
    row, expected = rows[key], EXPECTED[key]
    assert row["status"] == expected["status"]
    score = float(row["raw_score"]) if row["raw_score"] else None
    assert score == pytest.approx(expected.get("score"), abs=1e-3)


@pytest.mark.parametrize("key", EXPECTED, ids="/".join)
def test_outcome_of_every_check(key: tuple[str, str], target: Path) -> None:
    with Gradebook.open(target) as gradebook:
        (attempt,) = gradebook.attempts(*key)
    judged = [check for check in attempt.checks if check.message != NO_GPU]
    found = {check.check: check.outcome for check in judged if check.outcome != "passed"}
    assert found == EXPECTED[key].get("not_passed", {})
    names = {check.misconception for check in attempt.checks if check.misconception}
    assert sorted(names) == EXPECTED[key]["misconceptions"]


def test_cost_and_fences_are_recorded(target: Path) -> None:
    with Gradebook.open(target) as gradebook:
        for key, expected in EXPECTED.items():
            (attempt,) = gradebook.attempts(*key)
            assert attempt.isolation == ("namespaces", "landlock", "seccomp", "rlimits")
            if expected["status"] == "graded":
                assert attempt.wall_seconds > 0
                assert attempt.cpu_seconds > 0
                assert attempt.peak_bytes > 2**20


def test_who_handed_in_nothing_is_missing(rows: dict[tuple[str, str], dict[str, str]]) -> None:
    absent = {key: row for key, row in rows.items() if key not in EXPECTED}
    assert absent
    for row in absent.values():
        assert (row["status"], row["raw_score"], row["score"]) == ("missing", "", "")


def test_grading_again_runs_nothing_and_changes_nothing(target: Path) -> None:
    before = [export(target, detail) for detail in ("assignments", "checks")]
    assert "Ran 0 now" in grade(target)
    assert [export(target, detail) for detail in ("assignments", "checks")] == before


def record(target: Path, keys: Sequence[Key]) -> dict[Key, list[Attempt]]:
    """Attempts at these submissions, but for times."""
    with Gradebook.open(target) as gradebook:
        return {key: [timeless(attempt) for attempt in gradebook.attempts(*key)] for key in keys}


def timeless(attempt: Attempt) -> Attempt:
    checks = tuple(replace(check, seconds=0.0) for check in attempt.checks)
    cost = {"wall_seconds": 0.0, "cpu_seconds": 0.0, "peak_bytes": 0}
    return replace(attempt, checks=checks, graded_at=datetime.min.replace(tzinfo=UTC), **cost)


@pytest.mark.parametrize(
    ("jobs", "keys"), [pytest.param(1, TELLING[:4], id="1"), pytest.param(8, TELLING, id="8")]
)
def test_the_number_of_jobs_changes_no_byte(
    jobs: int, keys: Sequence[Key], target: Path, tmp_path: Path
) -> None:
    for student, slug in keys:
        shutil.copytree(SAMPLE / "submitted" / student / slug, tmp_path / "few" / student / slug)
    shutil.copy(target.with_name("empty.db"), tmp_path / "other.db")
    grade(tmp_path / "other.db", tmp_path / "few", jobs)
    found = record(tmp_path / "other.db", keys)
    assert found == record(target, keys)  # which was made by two
    assert all(len(attempts) == 1 for attempts in found.values())
