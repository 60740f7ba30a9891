"""Ledgers without people in them, for research and for asking others.

A pseudonym is the same in every export of one course and cannot be traced without the course's
secret. Text that people wrote goes altogether; in what the grader recorded of a student's code, the
student's own names are replaced. Moments and marks stay, and may still give somebody away to those
who know them.
"""

import base64
import hmac
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from gradebook.ledger import Graded, Ledger, resorted
from gradebook.records import Adjustment, CheckResult, Grade, Student

_LETTERS = 12
_SHORTEST = 2
"""Of a name that is looked for in text; a single letter would be found everywhere."""


def pseudonym(student_id: str, secret: str) -> str:
    """A name that tells nothing of the student, made from the course's secret (hex)."""
    said = f"pseudonym\0{student_id}".encode("utf-8", "backslashreplace")
    digest = hmac.digest(bytes.fromhex(secret), said, "sha256")
    return "student-" + base64.b32encode(digest).decode().lower()[:_LETTERS]


def anonymous(ledger: Ledger, secret: str) -> Ledger:
    """The ledger with pseudonyms for students, sorted by them, and without what names them."""
    real = {}
    for grade in ledger.grades:
        real[grade.assignment.slug, pseudonym(grade.student.id, secret)] = grade

    def checks_of(grades: Sequence[Grade]) -> Iterator[Graded]:
        asked = [real[grade.assignment.slug, grade.student.id] for grade in grades]
        for hidden, (grade, checks) in zip(grades, ledger.checks_of(asked), strict=True):
            yield hidden, [_without(check, grade.student, secret) for check in checks]

    hidden = [_hidden(grade, secret) for grade in ledger.grades]
    totals = [replace(one, student=nobody(one.student, secret)) for one in ledger.totals]
    return resorted(Ledger(hidden, totals, checks_of))


def _hidden(grade: Grade, secret: str) -> Grade:
    student = nobody(grade.student, secret)
    # The digest of a notebook tells its author to whoever has the notebooks.
    told = [one for one in grade.adjustments if one.kind != "handed_in"]
    adjustments = tuple(_told(one, student.id) for one in told)
    return replace(grade, student=student, note="", told="", refusal="", adjustments=adjustments)


def _told(adjustment: Adjustment, student_id: str) -> Adjustment:
    value = "(left out)" if adjustment.kind == "comment" else adjustment.value
    return replace(adjustment, student_id=student_id, value=value, author="", reason="")


def nobody(student: Student, secret: str) -> Student:
    """A student of whom nothing is known but a pseudonym."""
    return Student(pseudonym(student.id, secret))


def _without(check: CheckResult, student: Student, secret: str) -> CheckResult:
    """The check, with the student's names replaced wherever their code may have said them."""
    named, instead = _named(student), pseudonym(student.id, secret)
    texts: dict[str, Any] = {
        name: named.sub(instead, getattr(check, name))
        for name in ("message", "traceback", "transcript")
    }
    return replace(check, **texts, mismatches=())


@lru_cache(1)  # checks come student by student
def _named(student: Student) -> re.Pattern[str]:
    whole = (student.id, student.email, student.last_name, student.first_name, student.lms_id)
    parts = {part for name in whole for part in (name, *re.findall(r"\w+", name))}
    longest_first = sorted((p for p in parts if len(p) >= _SHORTEST), key=lambda p: (-len(p), p))
    anyone = "|".join(rf"(?<!\w){re.escape(part)}(?!\w)" for part in longest_first)
    return re.compile(anyone or "(?!)", re.IGNORECASE)
