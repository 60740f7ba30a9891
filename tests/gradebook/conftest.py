"""What most gradebook tests start from: an empty gradebook and records to put in it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings

from gradebook.records import Assignment, Attempt, CellResult, CheckResult, Task
from gradebook.store import Gradebook

settings.register_profile("gradebook", database=None, deadline=None, max_examples=60)
settings.load_profile("gradebook")

DUE = datetime(2025, 10, 31, 23, 59, tzinfo=UTC)

ASSIGNMENT = Assignment(
    slug="autograd",
    title="Automatic differentiation",
    version="1.0",
    max_score=10.0,
    due=DUE,
    late_percent_per_day=10.0,
    tasks=(Task("vjp", 4.0), Task("jacobian", 6.0)),
)

CHECK = CheckResult(
    task="vjp",
    check="test_vjp_of_matmul",
    description="The VJP of a matrix product is right.",
    visible=True,
    outcome="passed",
    points=4.0,
    max_points=4.0,
    message="",
    traceback="",
    cell=None,
    line=None,
    misconception=None,
    hint=None,
    mismatches=(),
    transcript="",
    seconds=0.01,
)

ATTEMPT = Attempt(
    student_id="ada",
    slug="autograd",
    fingerprint="f1",
    status="graded",
    score=8.0,
    max_score=10.0,
    note="",
    notebook_sha256="ab" * 32,
    assignment_version="1.0",
    grader_version="0.1.0",
    seed=7,
    device="cpu",
    isolation=("namespaces", "landlock"),
    submitted_at=DUE,
    graded_at=DUE,
    wall_seconds=1.5,
    cpu_seconds=1.25,
    peak_bytes=300_000_000,
    checks=(CHECK,),
    cells=(CellResult(2, "tensor(4.5)\n", ""),),
)


@pytest.fixture
def due() -> datetime:
    return DUE


@pytest.fixture
def assignment() -> Assignment:
    return ASSIGNMENT


@pytest.fixture
def check() -> CheckResult:
    return CHECK


@pytest.fixture
def attempt() -> Callable[..., Attempt]:
    """Make an attempt that differs from the usual one in the given fields."""
    return lambda **changes: replace(ATTEMPT, **changes)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "gradebook.db"


@pytest.fixture
def book(path: Path) -> Iterator[Gradebook]:
    """A gradebook that knows the usual assignment and nobody yet."""
    with Gradebook.open(path) as book:
        book.put_assignment(ASSIGNMENT)
        yield book
