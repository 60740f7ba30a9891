"""The language between a grader and the gradebook: plain, frozen, checked when they are made.

Points are floats in the assignment's own unit. Every moment is aware (has a UTC offset); the
gradebook gives moments back in UTC. A record that makes no sense raises ``GradebookError``.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import isfinite
from typing import Literal, get_args

from gradebook.errors import GradebookError
from gradebook.policy import DEFAULT, Policy
from gradebook.sense import require, require_aware, require_finite

AttemptStatus = Literal["graded", "needs_review", "grader_error", "refused"]
AdjustmentKind = Literal["points", "waiver", "extension", "handed_in", "comment"]
GradeStatus = Literal["graded", "missing", "needs_review"]


@dataclass(frozen=True, slots=True)
class Student:
    """One person of the course; ``id`` is the folder name their work arrives under."""

    id: str
    last_name: str = ""
    first_name: str = ""
    email: str = ""
    section: str = ""
    """The part of the course they are in; empty if unknown or if there is but one."""
    lms_id: str = ""
    """Their number in the learning management system; empty if unknown."""

    def __post_init__(self) -> None:
        """Refuse a student without an id."""
        require(bool(self.id.strip()), "a student has no id; give every student one")


@dataclass(frozen=True, slots=True)
class Task:
    """One task of an assignment and the points it is worth."""

    name: str
    points: float
    bonus: bool = False
    """Whether its points are added to a score and not to the maximum."""

    def __post_init__(self) -> None:
        """Refuse points that are not a number."""
        require_finite(f"task {self.name!r}", [self.points])


@dataclass(frozen=True, slots=True)
class Assignment:
    """What is handed in: its tasks in notebook order, when it is due and what counts."""

    slug: str
    title: str
    version: str
    max_score: float
    due: datetime | None
    """The last moment that is not late; None if it is never late."""
    tasks: tuple[Task, ...]
    policy: Policy = DEFAULT

    def __post_init__(self) -> None:
        """Refuse a due date without a UTC offset and numbers that make no sense."""
        what = f"assignment {self.slug!r}"
        require_aware(what, self.due)
        require_finite(what, [self.max_score])


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What one check found in one attempt."""

    task: str
    check: str
    description: str
    """The line a student reads."""
    visible: bool
    """Whether the student may see this result."""
    outcome: str
    """``passed``, ``failed``, ``timed_out``, …: the grader's closed list."""
    points: float
    max_points: float
    message: str
    traceback: str
    """Where the student's code raised, as far as it lies in the notebook; empty if it did not."""
    cell: int | None
    """The code cell of the line that raised, from 1; None if there is none."""
    line: int | None
    """That line of the cell, from 1."""
    misconception: str | None
    hint: str | None
    mismatches: tuple[dict[str, object], ...]
    """Where values differed, as JSON-able objects."""
    transcript: str
    """The questions put to the code and its answers, a line each, shapes in place of numbers."""
    seconds: float

    def __post_init__(self) -> None:
        """Refuse numbers that are not numbers."""
        require_finite(f"check {self.check!r}", [self.points, self.max_points, self.seconds])


@dataclass(frozen=True, slots=True)
class CellResult:
    """What one code cell of the notebook printed, and how it failed; most cells do neither."""

    cell: int
    """From 1, as the student counts code cells."""
    output: str
    """Printed text, shortened."""
    traceback: str
    """Where it raised; empty if it ran to its end."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One run of the grader over one submission, and everything needed to repeat it."""

    student_id: str
    slug: str
    fingerprint: str
    """Changes when a new run could end differently; equal ones need not be run again."""
    status: AttemptStatus
    score: float | None
    """Points before lateness and adjustments; None if the grader cannot tell."""
    max_score: float
    note: str
    """What a person should know about this attempt; empty if there is nothing."""
    notebook_sha256: str
    assignment_version: str
    grader_version: str
    seed: int
    """From -2**63 to 2**63 - 1, which is what a database holds exactly."""
    device: str
    isolation: tuple[str, ...]
    """The sandbox layers that were active."""
    submitted_at: datetime | None
    """When the work arrived; None if nobody knows."""
    graded_at: datetime
    wall_seconds: float
    cpu_seconds: float
    peak_bytes: int
    checks: tuple[CheckResult, ...]
    cells: tuple[CellResult, ...]
    """The cells that printed or failed, in their order."""

    def __post_init__(self) -> None:
        """Refuse a status that the score contradicts, naive moments and unusable numbers."""
        what = f"attempt of {self.student_id!r} at {self.slug!r}"
        known, scored = get_args(AttemptStatus), self.score is not None
        require(self.status in known, f"{what} is {self.status!r}; use one of {known}")
        require(self.status != "graded" or scored, f"{what} is graded but has no score")
        require(
            self.status not in ("grader_error", "refused") or not scored,
            f"{what} has a score although the grader failed or did not run; leave it out",
        )
        require_aware(what, self.submitted_at, self.graded_at)
        require_finite(what, [self.max_score, self.wall_seconds, self.cpu_seconds])
        require_finite(what, [] if self.score is None else [self.score])
        require(-(2**63) <= self.seed < 2**63, f"{what} has a seed of more than 64 bits")


@dataclass(frozen=True, slots=True)
class Run:
    """What one attempt took, and the version of the assignment it was graded with."""

    assignment_version: str
    wall_seconds: float
    cpu_seconds: float
    peak_bytes: int


@dataclass(frozen=True, slots=True)
class Adjustment:
    """What a person decided about one student's assignment; it outlives every regrade.

    ``value`` is the points to add (a float, negative to take away) for ``points``, the new due
    moment (ISO 8601 with UTC offset) for ``extension``, any text for ``comment``; for ``waiver``
    it is empty, or ``withdrawn`` to take an earlier waiver back; for ``handed_in`` the digest of
    a notebook and the moment it really arrived, with a blank between.
    """

    student_id: str
    slug: str
    kind: AdjustmentKind
    value: str | float
    author: str
    reason: str
    made_at: datetime

    def __post_init__(self) -> None:
        """Refuse a value that does not fit the kind."""
        what = f"adjustment of {self.student_id!r} at {self.slug!r}"
        known = get_args(AdjustmentKind)
        require(self.kind in known, f"{what} is a {self.kind!r}; use one of {known}")
        require_aware(what, self.made_at)
        if self.kind == "points":
            is_number = isinstance(self.value, int | float) and isfinite(self.value)
            require(is_number, f"{what} adds {self.value!r} points; give a number")
        elif self.kind == "extension":
            require_aware(what, _moment(what, self.value))
        elif self.kind == "handed_in":
            require_aware(what, _moment(what, str(self.value).partition(" ")[2]))

    @property
    def points(self) -> float:
        """The points this adds; 0.0 unless it is a ``points`` adjustment."""
        return float(self.value) if self.kind == "points" else 0.0

    @property
    def due(self) -> datetime | None:
        """The due moment this grants, in UTC; None unless it is an ``extension``."""
        return (
            _moment("extension", self.value).astimezone(UTC) if self.kind == "extension" else None
        )

    @property
    def arrival(self) -> tuple[str, datetime] | None:
        """A notebook's digest and when it arrived, in UTC; None unless it is ``handed_in``."""
        if self.kind != "handed_in":
            return None
        notebook, _, moment = str(self.value).partition(" ")
        return notebook, _moment("handed_in", moment).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Grade:
    """Where one student stands in one assignment: the current attempt after every adjustment."""

    student: Student
    assignment: Assignment
    status: GradeStatus
    raw_score: float | None
    """Points with adjustments and before lateness; None, never 0, if there is no score."""
    late_penalty: float
    """Points lost by being late, at most ``raw_score``."""
    score: float | None
    """``raw_score - late_penalty``; None, never 0, if there is no score."""
    max_score: float
    """Of the version the current attempt was graded with; of the newest if there is none."""
    due: datetime | None
    """The due moment that holds for this student, extension included."""
    submitted_at: datetime | None
    """When the notebook that counts was first handed in; the same after every regrade."""
    attempt_id: int | None
    """The current attempt: of the hand-in that counts the newest whose grader did not fail."""
    note: str
    """What a person should know; empty if there is nothing."""
    stale: bool = False
    """Whether the current attempt was made by an older grader or of an older assignment."""
    adjustments: tuple[Adjustment, ...] = ()
    """What people decided about it, oldest first."""
    notebook_sha256: str = ""
    """Digest of the notebook that counts; empty if none does."""
    refusal: str = ""
    """What the newest hand-in was told, if it was one too many on its day; else empty."""
    told: str = ""
    """``note`` as the student may read it: a fault of ours in one plain sentence."""

    @property
    def late_by(self) -> timedelta | None:
        """How late it came; None if it was in time or nobody knows."""
        if self.due is None or self.submitted_at is None or self.submitted_at <= self.due:
            return None
        return self.submitted_at - self.due


def _moment(what: str, value: str | float) -> datetime:
    try:
        return datetime.fromisoformat(str(value))
    except ValueError as error:
        raise GradebookError(
            f"{what} has {value!r} for a moment; write one like 2025-10-31T23:59:00+00:00"
        ) from error
