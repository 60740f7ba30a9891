"""What waits for a teacher, in words, and the command that deals with it."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gradebook.attention import Attention
from gradebook.exports.cells import plain
from gradebook.records import Grade

_NAMED = 3
_DEFAULT = "gradebook.db"


@dataclass(frozen=True)
class NextStep:
    """One thing to do. The command has PATH where only its user knows what stands there."""

    words: str
    command: str


def next_step(waiting: Attention, target: str) -> NextStep:
    """Return what to do about submissions of the gradebook ``target``."""
    first, many = waiting.grades[0], len(waiting.grades)
    names, counts = _named(waiting.grades), _counted(one.assignment.slug for one in waiting.grades)
    is_one = many == 1
    are = "is" if is_one else "are"
    words, command = {
        "broken": (f"the grader failed at {many}: {names}", "grade PATH"),
        "review": (f"{many} wait{'s' * is_one} for a person: {names}", "explain"),
        "stale": (
            f"{many} {are} graded with other checks or another grader: {counts}",
            "regrade PATH --dry-run",
        ),
        "stranger": (f"{many} {are} of nobody on the roster: {names}", "roster"),
        "missing": (f"{many} {are} due and missing: {counts}", "roster"),
    }[waiting.reason]
    about = [first.student.id, first.assignment.slug] if waiting.reason == "review" else []
    return NextStep(words, _line(command, about, target))


def _line(command: str, names: Sequence[str], target: str) -> str:
    """A command to be pasted: students' names are data in it, whatever they look like."""
    where = [] if target == _DEFAULT else ["--gradebook", plain(target)]
    names_follow = ["--"] if any(name.startswith("-") for name in names) else []
    parts = [*command.split(), *where, *names_follow, *map(plain, names)]
    return shlex.join(["autograder", *parts])


def _named(grades: Sequence[Grade]) -> str:
    names = [plain(f"{one.student.id}/{one.assignment.slug}") for one in grades[:_NAMED]]
    more = len(grades) - _NAMED
    return ", ".join([*names, *([f"{more} more"] if more > 0 else [])])


def _counted(slugs: Iterable[str]) -> str:
    counts = Counter(slugs)
    return ", ".join(f"{plain(slug)} {count}" for slug, count in sorted(counts.items()))
