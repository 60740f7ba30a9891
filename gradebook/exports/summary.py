"""Grades as Markdown for the page that a CI server shows for a run.

Whoever sees the run sees this, so of checks that did not pass only the visible ones say why.
"""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TextIO

from gradebook.exports.cells import number, plain
from gradebook.records import CheckResult, Grade

MAX_BYTES = 900 * 1024
"""GitHub shows no summary of more than 1 MiB."""

_MARKS = re.compile(r"[\\`*_\[\]#|~$@:]|(?<=www)\.", re.IGNORECASE)
_QUIET = ("passed", "skipped")


def write_summary(graded: Iterable[tuple[Grade, Sequence[CheckResult]]], stream: TextIO) -> None:
    """Write a table of marks and what went wrong in visible checks; ends early at ``MAX_BYTES``."""
    room = MAX_BYTES
    for part in _parts(graded):
        room -= len(part.encode())
        if room < 0:
            stream.write("\nThere is more than this page may hold; export the grades to see all.\n")
            return
        stream.write(part)


def _parts(graded: Iterable[tuple[Grade, Sequence[CheckResult]]]) -> Iterator[str]:
    said: list[str] = []
    begin = "## Grades\n\n| student | assignment | score | status | checks |\n"
    begin += "| --- | --- | ---: | --- | --- |\n"
    for grade, checks in graded:
        yield begin + _row(grade, checks)
        begin = ""
        said += _messages(grade, checks)
    if begin:
        yield "## Grades\n\nNothing was graded.\n"
    yield from said


def _row(grade: Grade, checks: Sequence[CheckResult]) -> str:
    score = f"{number(grade.score) or '–'} of {number(grade.max_score)}"
    late = f" (late: −{number(grade.late_penalty)})" if grade.late_penalty else ""
    passed = sum(check.outcome == "passed" for check in checks)
    told = f"{passed} of {len(checks)} passed" if checks else ""
    cells = (escaped(grade.student.id), escaped(grade.assignment.slug), score + late)
    return f"| {' | '.join((*cells, grade.status.replace('_', ' '), told))} |\n"


def _messages(grade: Grade, checks: Sequence[CheckResult]) -> Iterator[str]:
    """What a student may read of the checks that did not pass, task by task."""
    wrong = [check for check in checks if check.outcome not in _QUIET]
    if not wrong and not grade.told:
        return
    yield f"\n### {escaped(grade.student.id)}, {escaped(grade.assignment.slug)}\n\n"
    if grade.told:
        yield f"Note: {escaped(grade.told)}\n\n"
    if grade.status == "needs_review" and len({check.message for check in wrong}) == 1:
        return  # one thing stopped everything, and the note has said it
    for task, group in groupby(wrong, lambda check: check.task):
        yield from _of_task(task, list(group))


def _of_task(task: str, wrong: Sequence[CheckResult]) -> Iterator[str]:
    hidden = sum(not check.visible for check in wrong)
    for check in wrong:
        if check.visible:
            about = f"{escaped(check.description)} {escaped(check.message)}"
            yield f"* **{escaped(task)}**, {check.outcome.replace('_', ' ')}: {about}\n"
    if hidden:
        what = "hidden check" if hidden == 1 else "hidden checks"
        yield f"* **{escaped(task)}**: {hidden} {what} did not pass.\n"
    for hint in dict.fromkeys(check.hint for check in wrong if check.hint):
        yield f"  * Hint: {escaped(hint)}\n"


def escaped(value: str) -> str:
    """Text that is neither Markdown nor HTML, and mentions nobody, on one line."""
    return _MARKS.sub(_numeral, html.escape(plain(value)).replace("&#x27;", "'"))


def _numeral(match: re.Match[str]) -> str:
    # A numeric entity, unlike a backslash, also keeps @names, links and emoji words from acting.
    return f"&#{ord(match.group())};"
