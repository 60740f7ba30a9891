"""What a Dask worker does: it keeps one grading process, and hands it a job at a time.

The grading process is the same as on one machine. It may be killed at any time, imports the
course's checks afresh for each course, and ends with the worker.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing.util import Finalize
from pathlib import Path

from autograder.course.assignment import CourseError
from autograder.course.course import assignments
from autograder.grading.job import Job
from autograder.grading.member import Leash, Member, MemberDied
from autograder.grading.pool import new_grader
from autograder.grading.version import grader_version
from autograder.sandbox.isolation import detect, remedy
from autograder.sandbox.visible import ExposedError, require_hidden
from gradebook.records import Attempt

COURSE_VARIABLE = "AUTOGRADER_COURSE"
"""In a worker's environment: where the course lies there, if not where the grader has it."""

_STOP_SECONDS = 2.0


@dataclass(frozen=True)
class Terms:
    """What holds for a whole run: every worker must grade as every other would.

    Attributes:
        course: the course's folder on the grader's machine.
        layers: the fences to put up.
        grader: the grader's version.
        assignments: slug and version of each assignment that is graded.
    """

    course: Path
    layers: tuple[str, ...]
    grader: str
    assignments: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Refused:
    """This worker must not grade in this run, and why."""

    reason: str


@dataclass(frozen=True)
class Died:
    """The job was not done, and why: it may be begun again."""

    reason: str


@dataclass(frozen=True)
class _Held:
    """A grading process, under which terms, and for which run it worked last."""

    terms: Terms
    run: str
    member: Member
    leash: Leash

    def end(self) -> None:
        """End it, whatever it is doing, and its zygote with it."""
        self.leash.let_go()
        self.member.end(_STOP_SECONDS)


_at_work = threading.Lock()
_held: _Held | None = None
_left: set[str] = set()
"""Runs that are over: what is still waiting for one is not begun."""


def grade(terms: Terms, run: str, job: Job) -> Attempt | Refused | Died:
    """Grade one job of a run. Called by Dask, also by several threads at once."""
    with _at_work:
        try:
            reason = _ensure_held(terms, run)
        except OSError as error:
            reason = f"it cannot start a process to grade in ({error}); free what is short there"
        if reason:
            return Refused(reason)
        assert _held is not None
        try:
            if run in _left:
                raise MemberDied
            _held.member.begin(job)
            attempt: Attempt = _held.member.result()
        except MemberDied:
            _let_go()
            return Died("the grading process died over this (out of memory?)")
        return attempt


def leave(run: str) -> None:
    """The run is over, or was stopped: end its grading process. Called by Dask."""
    _left.add(run)
    held = _held
    if held is None or held.run != run:
        return
    held.leash.let_go()  # what waits for it hears that it died
    if _at_work.acquire(blocking=False):
        try:
            _let_go()
        finally:
            _at_work.release()


def refusal(terms: Terms) -> str:
    """Why this worker must not grade under these terms; empty if it may."""
    if grader_version() != terms.grader:
        return (
            f"it has the grader {grader_version()} and this run has {terms.grader}; "
            "install the same versions there and restart it"
        )
    course = course_here(terms)
    return _course_trouble(course, terms) or _exposed(course) or _fences_lacking(terms)


def course_here(terms: Terms) -> Path:
    """Where the course lies for this worker."""
    return Path(os.environ.get(COURSE_VARIABLE) or terms.course)


def _course_trouble(course: Path, terms: Terms) -> str:
    try:
        here = {slug: about.version for slug, about in assignments(course).items()}
    except (CourseError, OSError) as error:
        return (
            f"it cannot read the course ({error}); put it in the same place there, or start the "
            f"worker with {COURSE_VARIABLE} set to its folder"
        )
    for slug, version in terms.assignments:
        if here.get(slug) != version:
            return (
                f"its {slug} in {course} is of version {here.get(slug, 'none')} and this run's of "
                f"{version}; copy the course there again"
            )
    return ""


def _exposed(course: Path) -> str:
    try:
        require_hidden([course / "solutions"])
    except ExposedError as error:
        return str(error)
    return ""


def _fences_lacking(terms: Terms) -> str:
    missing = detect() if terms.layers else {}
    lacking = [
        f"{name} ({missing[name]}). {remedy(name)}" for name in terms.layers if missing[name]
    ]
    return f"its host cannot fence student code: it lacks {' Also '.join(lacking)}" * bool(lacking)


def _ensure_held(terms: Terms, run: str) -> str:
    """Have a grading process for these terms; says why not, if so."""
    global _held
    if _held is not None and _held.terms == terms:
        _held = replace(_held, run=run)
        return ""
    _let_go()
    if reason := refusal(terms):
        return reason
    leash = Leash()
    make = partial(new_grader, course_here(terms), terms.layers)
    with _allowed_children():
        _held = _Held(terms, run, Member(make, leash), leash)
    return ""


def _let_go() -> None:
    global _held
    if _held is not None:
        _held.end()
    _held = None


@contextmanager
def _allowed_children() -> Iterator[None]:
    """A worker under a nanny is a daemon, and forbidden to have children: they might be left.

    Ours are not: they are on a leash.
    """
    mine = multiprocessing.current_process()._config  # type: ignore[attr-defined]
    before = mine.get("daemon")
    mine["daemon"] = False
    try:
        yield
    finally:
        mine["daemon"] = before


# A process waits for its children when it ends, before it lets go of any leash by itself.
Finalize(None, _let_go, exitpriority=10)
