"""JUnit, JSON and Markdown: fixed bytes, nothing lost, and nothing that a student wrote acts."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from gradebook.exports import summary
from gradebook.exports.document import write_document
from gradebook.exports.junit import write_junit
from gradebook.exports.summary import escaped, write_summary
from gradebook.records import Assignment, Attempt, CheckResult, Student
from gradebook.store import Gradebook

GOLD = Path(__file__).with_name("gold")
SCHEMA = Path(__file__).parents[2] / "docs" / "grades.schema.json"
WRITERS = {
    "grades.junit.xml": write_junit,
    "grades.json": write_document,
    "grades.md": write_summary,
}
HOSTILE = "</testsuite>\"'&]]><script>alert(1)</script>\x00\x1b[31m\ud800\ufffe"
MARKED = (
    "# x\n| a | b |\n::error::x\n[x](javascript:1) <img src=x onerror=y> "
    "![i](http://e.org/i) @all `c"
)
TEXT = st.text(max_size=60).map(lambda text: text + MARKED)
MARKUP = st.text(st.sampled_from("<&[](!)`*_@:/w.h\n\\|#"), max_size=40)


@pytest.fixture
def course(
    book: Gradebook, attempt: Callable[..., Attempt], check: CheckResult, assignment: Assignment
) -> Gradebook:
    """A small class in which everything happens."""
    wrong = replace(
        check, check="test_seen", outcome="failed", points=0.0, message="Got 2 | not 1."
    )
    raised = replace(wrong, check="test_raised", outcome="errored", message="Your code raised E.")
    raised = replace(raised, traceback="Code cell 3, line 2:\n    1 / 0\nE", cell=3, line=2)
    hidden = replace(raised, check="test_secret", task="jacobian", visible=False, hint="Transpose.")
    hidden = replace(hidden, message="SECRET message", description="SECRET line")
    skipped = replace(check, check="test_later", outcome="skipped", points=0.0, message="Not run.")
    ours = replace(check, check="test_ours", outcome="grader_error", points=0.0, message="Broke.")
    nan = replace(wrong, mismatches=({"got": float("nan"), "all": [float("inf"), 1.5]},))
    book.put_roster([Student("ada", "Lovelace", "Ada", "ada@example.org"), Student("missing")])
    book.record(attempt(checks=(check, nan, raised, hidden, skipped)))
    book.record(attempt(student_id=MARKED, checks=(replace(wrong, message=MARKED),), score=0.0))
    book.record(attempt(student_id=HOSTILE[:-2], checks=(replace(wrong, message=MARKED),)))
    book.record(attempt(student_id="broken", checks=(ours,), status="grader_error", score=None))
    note = "The grader broke; a person must look."
    book.record(attempt(student_id="kept", score=3.5))
    book.record(attempt(student_id="kept", checks=(), status="grader_error", score=None, note=note))
    return book


def written(course: Gradebook, name: str) -> str:
    stream = io.StringIO()
    WRITERS[name](course.with_checks(course.grades()), stream)
    return stream.getvalue()


@pytest.mark.parametrize("name", WRITERS)
def test_gold(course: Gradebook, name: str) -> None:
    assert written(course, name) == (GOLD / name).read_text(encoding="utf-8")


def test_a_failure_is_the_students_and_an_error_is_ours(course: Gradebook) -> None:
    tree = ElementTree.fromstring(written(course, "grades.junit.xml"))
    kinds = {
        (suite.get("name"), case.get("name"), problem.tag)
        for suite in tree
        for case in suite.iter("testcase")
        for problem in case
    }
    assert {(name, kind) for suite, name, kind in kinds if suite == "autograd: ada"} == {
        ("test_seen", "failure"),
        ("test_raised", "failure"),
        ("test_secret", "failure"),
        ("test_later", "skipped"),
    }
    assert ("autograd: kept", "submission", "error") in kinds
    assert ("autograd: missing", "submission", "skipped") in kinds
    assert "failure" not in {kind for suite, _, kind in kinds if suite == "autograd: kept"}


def test_the_numbers_of_a_suite_are_those_of_its_cases(course: Gradebook) -> None:
    for suite in ElementTree.fromstring(written(course, "grades.junit.xml")):
        for kind, plural in (("failure", "failures"), ("error", "errors"), ("skipped", "skipped")):
            assert int(suite.get(plural, "")) == len(list(suite.iter(kind)))
        assert int(suite.get("tests", "")) == len(list(suite.iter("testcase")))


def test_json_is_of_its_schema(course: Gradebook) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    document = json.loads(written(course, "grades.json"), parse_constant=pytest.fail)
    jsonschema.Draft202012Validator(schema).validate(document)
    assert [grade["score"] for grade in document["grades"] if grade["status"] == "missing"] == [
        None
    ]
    del document["grades"][0]["checks"][0]["outcome"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schema).validate(document)


def test_an_empty_class_is_well_formed() -> None:
    for name, write in WRITERS.items():
        stream = io.StringIO()
        write([], stream)
        assert stream.getvalue()
        if name.endswith("xml"):
            ElementTree.fromstring(stream.getvalue())
        if name.endswith("json"):
            assert json.loads(stream.getvalue())["grades"] == []


def test_the_summary_says_nothing_of_hidden_checks(course: Gradebook) -> None:
    text = written(course, "grades.md")
    assert "SECRET" not in text
    assert "test_secret" not in text
    assert "1 hidden check did not pass" in text
    assert "Got 2 &#124; not 1" in text


def test_the_summary_ends_where_the_page_does(
    course: Gradebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(summary, "MAX_BYTES", 400)
    text = written(course, "grades.md")
    assert len(text.encode()) < 500
    assert "more than this page may hold" in text


@given(TEXT | MARKUP)
def test_escaped_text_is_only_text(text: str) -> None:
    """A renderer finds one paragraph of plain text in it, whatever it is."""
    tokens = MarkdownIt("gfm-like", {"html": True, "linkify": False}).parse("* x: " + escaped(text))
    inline = [child for token in tokens if token.type == "inline" for child in token.children or ()]
    assert {token.type for token in inline} <= {"text", "text_special"}
    assert not {token.type for token in tokens} & {"html_block", "heading_open", "table_open"}


@given(st.text(st.characters(), max_size=80))
def test_any_text_is_well_formed_xml(text: str) -> None:
    from gradebook.exports.junit import _text

    element = ElementTree.Element("a", message=_text(text))
    element.text = _text(text)
    again = ElementTree.fromstring(ElementTree.tostring(element, encoding="unicode"))
    assert again.get("message") == again.text or not text.strip()
