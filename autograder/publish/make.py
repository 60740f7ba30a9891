"""Make the bundle of an assignment, keep it beside the starter, and tell whether it is up to date.

A bundle is tried before it is written: with nothing but it, the reference passes each visible
check, and nothing in it may be a line of a solution.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec
import torch

from autograder.checks.collect import collect_specs
from autograder.checks.compare import Tolerance, mismatches
from autograder.checks.oracle import listening
from autograder.checks.verdict import CheckRun, ChecksBroken
from autograder.course.assignment import Assignment, CourseError
from autograder.course.reference import reference_names
from autograder.course.release import released_path
from autograder.course.released import released
from autograder.grading.points import shares
from autograder.outcome import Outcome
from autograder.publish.recording import Recording
from autograder.publish.slicing import SliceError, sliced
from autograder.sandbox.local import LocalSession
from autograder.sandbox.session import Session
from autograder.student.bundle import (
    FORMAT,
    SUFFIX,
    Bundle,
    BundledTask,
    Recorded,
    StudentError,
    VisibleCheck,
    dumped,
    load,
    parsed,
)
from autograder.student.run import OpenOwn, OwnFunctions, defined, run_functions, run_visible
from autograder.wire.decoding import decode
from autograder.wire.messages import Answer, Call, Probe, Returned
from autograder.wire.values import Value

_REGION = re.compile(r"### BEGIN SOLUTION\n(.*?)### END SOLUTION", re.DOTALL)
_TELLING = 16
"""Letters. A shorter line of a solution may be in a check by chance."""


def bundle_path(course: Path, slug: str) -> Path:
    """Where an assignment's bundle lies: beside its starter."""
    return released_path(course, slug).with_suffix(SUFFIX)


def write_bundle(course: Path, assignment: Assignment) -> bool:
    """Generate the bundle; returns whether the file changed. Raises ``CourseError``."""
    bundle, path = make_bundle(assignment), bundle_path(course, assignment.slug)
    if _is_in(path, bundle):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(dumped(bundle), encoding="utf-8")
    return True


def is_bundle_up_to_date(course: Path, assignment: Assignment) -> bool:
    """Whether the bundle on disk is what ``solutions/`` gives. Raises ``CourseError``."""
    return _is_in(bundle_path(course, assignment.slug), make_bundle(assignment))


def require_bundles(course: Path, chosen: Sequence[Assignment]) -> None:
    """Raises ``CourseError`` where a bundle is not what ``solutions/`` gives."""
    for one in chosen:
        if not is_bundle_up_to_date(course, one):
            raise CourseError(
                f"{one.slug}: the visible checks are out of date; run `autograder build`"
            )


def make_bundle(assignment: Assignment) -> Bundle:
    """All that a student may have of an assignment's checks. Raises ``CourseError``."""
    try:
        with _one_thread():
            bundle = _made(assignment)
            _require_enough(assignment, bundle)
    except ChecksBroken as error:
        raise CourseError(str(error)) from error
    return bundle


@contextmanager
def _one_thread() -> Iterator[None]:
    """As the grader has: a probe that starts processes would hang, had torch threads to lose."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def _made(assignment: Assignment) -> Bundle:
    specs = [spec for spec in collect_specs(assignment.checks) if not spec.gpu]
    points = shares(assignment, specs)
    visible = [
        VisibleCheck(one.name, one.task, one.description, float(points[one.name]), [*one.needs])
        for one in specs
        if one.visible
    ]
    starter = released(assignment)
    bundle = Bundle(
        format=FORMAT,
        slug=assignment.slug,
        title=assignment.title,
        version="",
        tasks=[BundledTask(task.name, task.points) for task in assignment.tasks],
        limits=assignment.limits,
        checks=visible,
        cells=sorted(starter.cells),
        setup=[*starter.setup],
        source=_source(assignment, [spec.name for spec in visible]),
        answers=_answers(assignment, visible),
    )
    version = hashlib.sha256(dumped(_but_answers(bundle)).encode()).hexdigest()[:16]
    return msgspec.structs.replace(bundle, version=version)


def _source(assignment: Assignment, visible: Sequence[str]) -> list[str]:
    text = assignment.checks.read_text(encoding="utf-8")
    try:
        lines = sliced(text, visible, [task.name for task in assignment.tasks])
    except SliceError as error:
        raise CourseError(f"{assignment.checks}: {error}") from None
    told = _solution_lines(assignment).intersection(map(str.strip, lines))
    if told:
        raise CourseError(
            f"{assignment.checks}: visible checks would tell students a line of a solution, "
            f"{min(told)!r}; mark the helper that holds it with @oracle"
        )
    return lines


def _solution_lines(assignment: Assignment) -> set[str]:
    """Lines of solutions that say something and are nowhere else in the notebook."""
    text = assignment.source.read_text(encoding="utf-8")
    shown = {line.strip().lstrip("# ") for line in _REGION.sub("", text).splitlines()}
    lines = {line.strip() for region in _REGION.findall(text) for line in region.splitlines()}
    return {line for line in lines - shown if len(line) >= _TELLING}


class _Reference(OwnFunctions):
    """The reference in the student's place."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    def _answer(self, request: Call | Probe) -> Answer:
        return self._session.ask(request).answer


def _open(session: Session) -> OpenOwn:
    @contextmanager
    def student(_: VisibleCheck) -> Iterator[OwnFunctions]:
        yield _Reference(session)

    return student


def _answers(assignment: Assignment, visible: Sequence[VisibleCheck]) -> list[Recorded]:
    """What the checks ask the course while the reference itself is judged."""
    session = LocalSession(reference_names(assignment))
    recording = Recording(session)
    text = assignment.checks.read_text(encoding="utf-8")
    with listening(recording.hear):
        functions = defined(text, str(assignment.checks), {})
        runs = run_functions(functions, assignment.slug, visible, _open(session), recording)
    _require_passed(assignment, runs)
    return recording.notes


def _require_passed(assignment: Assignment, runs: Sequence[CheckRun], how: str = "") -> None:
    for run in runs:
        if run.outcome is not Outcome.PASSED:
            raise CourseError(
                f"{assignment.checks}: the reference does not pass {run.spec.name}{how}: "
                f"{run.message}"
            )


def _require_enough(assignment: Assignment, bundle: Bundle) -> None:
    """Read it back, as a student's machine would, and try the reference with it."""
    if parsed(dumped(bundle).encode()) != bundle:
        raise CourseError(f"{assignment.checks}: a recorded answer holds what JSON cannot")
    session = LocalSession(reference_names(assignment))
    runs = run_visible(bundle, bundle.checks, _open(session))
    _require_passed(assignment, runs, " with what students get")


def _is_in(path: Path, bundle: Bundle) -> bool:
    """Whether a file holds this; another processor may compute the last digits otherwise."""
    try:
        there = load(path)
    except StudentError:
        return False
    return _but_answers(there) == _but_answers(bundle) and _agree(there.answers, bundle.answers)


def _but_answers(bundle: Bundle) -> Bundle:
    return msgspec.structs.replace(bundle, version="", answers=[])


def _agree(there: Sequence[Recorded], here: Sequence[Recorded]) -> bool:
    return len(there) == len(here) and all(map(_alike, there, here))


def _alike(one: Recorded, other: Recorded) -> bool:
    if one == other:
        return True
    if (one.kind, one.name, [*one.kwargs]) != (other.kind, other.name, [*other.kwargs]):
        return False
    both = _values(one), _values(other)
    return len(both[0]) == len(both[1]) and not any(
        any(mismatches(decode(a), decode(b), Tolerance(), gradient=True))
        for a, b in zip(*both, strict=True)
    )


def _values(one: Recorded) -> list[Value]:
    answer = one.answer
    came = [answer.value, *answer.inputs] if isinstance(answer, Returned) else [repr(answer)]
    return [*one.args, *one.kwargs.values(), *came]
