"""Hold results to what was known beforehand, and word every shortfall."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from autograder.course.assignment import Assignment
from autograder.course.release import is_up_to_date
from autograder.outcome import Outcome
from autograder.verify.run import Result
from gradebook.records import CheckResult

_NOT_FAILED = (Outcome.PASSED, Outcome.SKIPPED)


def stale_notebooks(course: Path, assignments: Sequence[Assignment]) -> list[str]:
    """Starter notebooks that are not what their source gives."""
    return [
        f"{one.slug}: the starter notebook is out of date; run `autograder build`"
        for one in assignments
        if not is_up_to_date(course, one)
    ]


def shortfalls(results: Sequence[Result]) -> list[str]:
    """A line for everything that is not as it must be, each said once over all seeds."""
    lines = [line for result in results for line in _shortfalls(result)]
    return sorted(set(lines))


def _shortfalls(result: Result) -> Iterator[str]:
    case, attempt = result.case, result.attempt
    name = f"{case.assignment.slug}: {case.name}"
    if attempt.status != "graded":
        yield f"{name}: could not be graded: {attempt.note}"
    elif case.fails is None:
        if attempt.score:
            passed = [check.check for check in attempt.checks if check.points]
            yield f"{name}: earns {attempt.score:g} points, must earn none: {', '.join(passed)}"
    else:
        yield from _against_declared(name, case.fails, case.misconception, attempt.checks)


def _against_declared(
    name: str, fails: Sequence[str], misconception: str | None, checks: Sequence[CheckResult]
) -> Iterator[str]:
    for check in checks:
        failed = check.outcome not in _NOT_FAILED
        if failed and check.check not in fails:
            yield f"{name}: fails {check.check}, must not: {check.message}"
        elif not failed and check.check in fails:
            yield f"{name}: must fail {check.check}, but it {check.outcome}"
        elif failed and check.misconception != misconception:
            found = check.misconception or "nothing"
            yield f"{name}: {check.check} is diagnosed as {found}"
    unknown = set(fails) - {check.check for check in checks}
    if unknown:
        yield f"{name}: declares checks that do not exist: {', '.join(sorted(unknown))}"
