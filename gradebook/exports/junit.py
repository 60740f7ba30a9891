"""Check results as JUnit XML, which CI servers show: "failure" is the student's, "error" is ours.

For those who may see everything: hidden checks are named.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from gradebook.exports.cells import number, plain
from gradebook.records import CheckResult, Grade

_NOT_IN_XML = re.compile("[\ufffe\uffff\U0001fffe-\U0001ffff]")
_KINDS = {"passed": None, "skipped": "skipped", "grader_error": "error"}
_COUNTED = ("failure", "error", "skipped")


def write_junit(graded: Iterable[tuple[Grade, Sequence[CheckResult]]], stream: TextIO) -> None:
    """Write a suite for each grade and a case for each of its checks.

    A submission that needs a person has one more case, ``submission``, which is an error; one
    that is missing has that alone, skipped.
    """
    stream.write('<?xml version="1.0" encoding="utf-8"?>\n<testsuites name="autograder">\n')
    for grade, checks in graded:
        suite = _suite(grade, checks)
        indent(suite)
        stream.write(tostring(suite, encoding="unicode") + "\n")
    stream.write("</testsuites>\n")


def _suite(grade: Grade, checks: Sequence[CheckResult]) -> Element:
    suite = Element("testsuite", name=_text(f"{grade.assignment.slug}: {grade.student.id}"))
    properties = SubElement(suite, "properties")
    for name, value in _facts(grade):
        SubElement(properties, "property", name=name, value=value)
    cases = [*_cases(grade, checks)]
    suite.extend(cases)
    suite.set("tests", str(len(cases)))
    for kind in _COUNTED:
        plural = {"failure": "failures", "error": "errors"}.get(kind, kind)
        suite.set(plural, str(sum(case.find(kind) is not None for case in cases)))
    suite.set("time", f"{sum(check.seconds for check in checks):.3f}")
    return suite


def _facts(grade: Grade) -> Iterator[tuple[str, str]]:
    yield "student", _text(grade.student.id)
    yield "assignment", _text(grade.assignment.slug)
    yield "status", grade.status
    yield "score", number(grade.score)
    yield "max_score", number(grade.max_score)
    yield "late_penalty", number(grade.late_penalty)


def _cases(grade: Grade, checks: Sequence[CheckResult]) -> Iterator[Element]:
    where = _text(f"{grade.assignment.slug}.{grade.student.id}")
    if grade.status != "graded":
        case = Element("testcase", classname=where, name="submission", time="0.000")
        missing = grade.status == "missing"
        what = grade.note or ("Nothing was handed in." if missing else "A person must look.")
        about = {"type": grade.status, "message": _text(what)}
        SubElement(case, "skipped" if missing else "error", about)
        yield case
    for check in checks:
        yield _case(f"{where}.{_text(check.task)}", check)


def _case(where: str, check: CheckResult) -> Element:
    name = _text(check.check)
    case = Element("testcase", classname=where, name=name, time=f"{check.seconds:.3f}")
    kind = _KINDS.get(check.outcome, "failure")
    if kind is not None:
        about = {"type": _text(check.outcome), "message": _text(check.message)}
        SubElement(case, kind, about).text = _details(check)
    return case


def _details(check: CheckResult) -> str:
    hint = [f"Hint: {check.hint}"] if check.hint else []
    lines = [check.description, *hint, *check.traceback.splitlines()]
    return "\n".join(map(_text, lines))


def _text(value: str) -> str:
    """Text that every reader of XML takes, on one line."""
    return _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", plain(value))
