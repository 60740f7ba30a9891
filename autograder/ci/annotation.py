"""What is said about a line of a notebook, beside that line, where a CI server shows the source.

Whoever sees the source sees this, so of checks that did not pass only the visible ones say why.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from autograder.ci.place import NotebookLines
from gradebook.records import CheckResult, Grade

_QUIET = ("passed", "skipped")


@dataclass(frozen=True)
class Annotation:
    """A message for a line of a file, from 1. ``ours`` is what needs a person, not the student."""

    path: str
    line: int
    title: str
    message: str
    ours: bool = False


def annotate(
    path: str, content: bytes, grade: Grade, checks: Sequence[CheckResult]
) -> Iterator[Annotation]:
    """What there is to say about a submission that was graded.

    Args:
        path: the notebook file, as the repository names it.
        content: its bytes.
        grade: what it got.
        checks: what its checks found.
    """
    if grade.refusal:  # what the checks found is of another notebook
        yield Annotation(path, 1, "not graded", grade.refusal, True)
        return
    if grade.status == "needs_review":
        yield Annotation(path, 1, "needs a person", grade.told or "It could not be graded.", True)
    wrong = [check for check in checks if check.outcome not in _QUIET]
    # One thing that stopped everything has been said then.
    stopped = grade.status == "needs_review" and len({check.message for check in wrong}) == 1
    if wrong and not stopped:
        lines = NotebookLines(content)
        for task, group in groupby(wrong, lambda check: check.task):
            yield from _of_task(path, lines, task, list(group))


def _of_task(
    path: str, lines: NotebookLines, task: str, wrong: Sequence[CheckResult]
) -> Iterator[Annotation]:
    hidden = [check for check in wrong if not check.visible]
    for check in wrong:
        if check.visible:
            ours = check.outcome == "grader_error"
            title = f"{task}: {check.outcome.replace('_', ' ')}"
            message = f"{check.description} {check.message}"
            yield Annotation(path, _line(lines, check), title, message, ours)
    if hidden:
        what = "hidden check" if len(hidden) == 1 else "hidden checks"
        message = f"{len(hidden)} {what} of {task} did not pass."
        yield Annotation(path, lines.of_definition(task), task, message)


def _line(lines: NotebookLines, check: CheckResult) -> int:
    if check.cell is not None and check.line is not None:
        return lines.of(check.cell, check.line)
    return lines.of_definition(check.task)
