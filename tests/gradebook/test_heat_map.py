"""Who got what right: what is drawn is what is told, in the right order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gradebook.pages.heatmap import HeatMap, heat_map
from gradebook.pages.people import Person
from gradebook.pages.report import write_report
from gradebook.records import Assignment, Attempt, CheckResult, Grade, Student
from gradebook.store import Gradebook

CELL = re.compile(r"M(\d+) (\d+)h(\d+)v(\d+)h-(\d+)z")
OUTCOMES = ("passed", "failed", "errored", "missing", "timed_out", "skipped")


@pytest.fixture
def checks(check: CheckResult) -> list[CheckResult]:
    named = (("vjp", "check_a"), ("vjp", "check_b"), ("jacobian", "check_c"))
    return [replace(check, task=task, check=name) for task, name in named]


@pytest.fixture
def drawn(assignment: Assignment, checks: list[CheckResult]) -> Callable[..., HeatMap]:
    """Draw students by name: a score, and the outcomes of the checks."""

    def draw(**students: tuple[float, dict[str, str]]) -> HeatMap:
        graded = [
            (_grade(assignment, name, score), Person(name, name, name), outcomes)
            for name, (score, outcomes) in students.items()
        ]
        found = heat_map(graded, checks)
        assert found is not None
        return found

    return draw


def _grade(assignment: Assignment, name: str, score: float) -> Grade:
    marks = (score, 0.0, score, 10.0)
    return Grade(Student(name), assignment, "graded", *marks, None, None, 1, "")


def cells(drawn: HeatMap) -> Iterator[tuple[str, str, str]]:
    """Every cell that is drawn: whose, of which check, and how it looks."""
    by_x = {column.x: column.check for column in drawn.columns}
    by_y = {line.y: line.person.name for line in drawn.lines}
    for look, path in drawn.paths():
        assert CELL.sub("", path) == ""
        for x, y, _, height, _ in CELL.findall(path):
            for below in range(int(y), int(y) + int(height), drawn.row_height):
                yield by_y[below], by_x[int(x)], look


def all_of(outcome: str) -> dict[str, str]:
    return dict.fromkeys(("check_a", "check_b", "check_c"), outcome)


def test_the_best_are_on_top_and_tasks_together(drawn: Callable[..., HeatMap]) -> None:
    found = drawn(bo=(2.0, all_of("failed")), ada=(9.0, all_of("passed")))
    assert [line.person.name for line in found.lines] == ["ada", "bo"]
    assert [(name, end - begin) for name, begin, end in found.tasks] == [
        ("vjp", 44),
        ("jacobian", 22),
    ]
    assert [name for name, _ in found.labels] == ["ada", "bo"]


@pytest.mark.parametrize("many", [2, 40, 600])
def test_every_outcome_is_drawn_once_and_looks_like_itself(
    drawn: Callable[..., HeatMap], many: int
) -> None:
    looks = ("passed", "failed", "errored", "missing", "stopped", "skipped")
    told = {
        f"s{i}": (float(i), {"check_a": OUTCOMES[i % 6], "check_c": OUTCOMES[i // 7 % 6]})
        for i in range(many)
    }
    found = drawn(**told)
    expected = {
        (name, check, looks[OUTCOMES.index(outcome)])
        for name, (_, outcomes) in told.items()
        for check, outcome in outcomes.items()
    }
    seen = list(cells(found))
    assert len(seen) == len(set(seen))
    assert set(seen) == expected
    letters = dict(zip(looks, "pfemsk", strict=True))
    for line in found.lines:
        outcomes = {check: look for name, check, look in expected if name == line.person.name}
        assert line.codes == f"{letters[outcomes['check_a']]}-{letters[outcomes['check_c']]}"


def test_a_large_class_is_a_small_picture(drawn: Callable[..., HeatMap]) -> None:
    found = drawn(**{f"s{i}": (float(i), all_of("passed")) for i in range(600)})
    assert [len(path) < 100 for _, path in found.paths()] == [True]
    assert (found.height, found.labels) == (120 + 1200, [])


def test_shares_and_troubles_are_told_in_words(drawn: Callable[..., HeatMap]) -> None:
    found = drawn(
        ada=(9.0, all_of("passed")), bo=(1.0, {**all_of("timed_out"), "check_a": "passed"})
    )
    assert [(words, round(share, 2)) for _, words, share in found.shares()] == [
        ("passed", 0.67),
        ("stopped", 0.33),
    ]
    assert found.lines[1].troubles(found.columns, "vjp") == ["b timed out"]
    assert found.lines[0].troubles(found.columns, "vjp") == []


def test_nobody_is_no_picture(checks: list[CheckResult]) -> None:
    assert heat_map([], checks) is None


def test_the_page_says_what_it_draws(
    book: Gradebook,
    attempt: Callable[..., Attempt],
    checks: list[CheckResult],
    tmp_path: Path,
    read_page: Callable[[str], Any],
) -> None:
    """Whatever a student is called; who has no score is in no row."""
    rude = '"><script>x</script>\u202e'
    book.put_roster([Student("ada"), Student("bo", rude), Student("cy")])
    wrong = [replace(one, outcome="failed", points=0.0) for one in checks]
    book.record(attempt(student_id="ada", checks=tuple(checks)))
    book.record(attempt(student_id="bo", score=0.0, checks=tuple(wrong)))
    book.record(attempt(student_id="cy", status="needs_review", score=None, checks=()))
    write_report(book, tmp_path)
    page = read_page((tmp_path / "assignments" / "autograd.html").read_text(encoding="utf-8"))
    rows = [
        attributes["data-outcomes"]
        for _, attributes in page.elements
        if "data-outcomes" in attributes
    ]
    assert rows == ["ppp", "fff"]
    assert "A row for each of 2 students with a score" in page.text
    assert "50 % passed, 50 % failed." in page.text
    assert "a failed, b failed" in page.text
