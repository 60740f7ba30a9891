"""docs/gradebook.md: every worked example comes out as it says."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from autograder.course.rules import CourseRules, Rules, course_rules
from gradebook.allowance import Allowance
from gradebook.counting import Verdict
from gradebook.exports.formats import FORMATS
from gradebook.policy import CoursePolicy, LateRule, Policy
from gradebook.records import Assignment, Grade, Student
from gradebook.standing import grade_of
from gradebook.total import course_total

PAGE = (Path(__file__).parents[1] / "docs" / "gradebook.md").read_text(encoding="utf-8")
DUE = datetime(2027, 2, 14, 23, 59, tzinfo=UTC)
ADA = Student("ada")


@pytest.fixture
def rules(tmp_path: Path) -> CourseRules:
    """The page's own ``course.toml``, as it is read."""
    (example,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "course.toml").write_text(example, encoding="utf-8")
    return course_rules(tmp_path)


def rows(header: str) -> list[list[list[str]]]:
    """The cells of every table with that header."""
    pattern = re.escape(header) + r"\n\| -.*\n((?:\|.*\n)+)"
    tables = re.findall(pattern, PAGE)
    return [[line.strip("| ").split(" | ") for line in table.splitlines()] for table in tables]


def span(words: str) -> timedelta:
    number, unit, *_ = words.split()
    return timedelta(**{unit: int(number)})


def standing(policy: Policy, *handed_in: tuple[timedelta, float]) -> Grade:
    about = Assignment("a", "A", "1", 10.0, DUE, (), policy)
    verdicts = [
        Verdict(number, "graded", score, 10.0, "", DUE + late, f"{number}")
        for number, (late, score) in enumerate(handed_in, 1)
    ]
    return grade_of(ADA, about, verdicts, ())


@pytest.mark.parametrize("which", [0, 1])
def test_lateness(rules: CourseRules, which: int) -> None:
    usual = rules.policy(Rules(), None, False)
    policy = [usual, Policy(LateRule(2.0, "hour"))][which]
    table = rows("| late by | lost | score |")[which]
    assert len(table) >= 4
    for late, lost, score in table:
        grade = standing(policy, (span(late), 8.0))
        assert [grade.late_penalty, grade.score] == pytest.approx([float(lost), float(score)]), late


def test_which_hand_in_counts(rules: CourseRules) -> None:
    usual = replace(rules.policy(Rules(), None, False).late, grace=timedelta(0))
    (table,) = rows("| handed in | raw score | last | best |")
    handed_in = []
    for when, raw, last, best in table:
        sign = -1 if when.endswith("early") else 1
        handed_in.append((sign * span(when), float(raw)))
        for counts, score in (("last", last), ("best", best)):
            policy = Policy(usual, counts)  # type: ignore[arg-type]
            assert standing(policy, *handed_in).score == pytest.approx(float(score)), when


def test_the_course_total(rules: CourseRules) -> None:
    (table,) = rows("| assignment | group | bonus | score | of |")
    grades = [_grade(*cells) for cells in table]
    total = course_total(ADA, grades, rules.total, DUE + timedelta(days=1))
    (said,) = re.findall(r"\*\*([\d.]+)\*\* %", PAGE)
    assert total.percent == pytest.approx(float(said), abs=1e-4)
    assert total.dropped == ("02",)
    assert rules.total == replace(CoursePolicy(), groups=rules.total.groups, cap=100.0)


def _grade(slug: str, group: str, bonus: str, score: str, most: str) -> Grade:
    policy = Policy(group=group, bonus=bonus == "yes")
    about = Assignment(slug, slug, "1", float(most), DUE, (), policy)
    if score == "missing":
        return grade_of(ADA, about, (), ())
    return grade_of(ADA, about, [Verdict(1, "graded", float(score), float(most), "", DUE)], ())


def test_every_format_is_in_the_table() -> None:
    (table,) = rows("| format | what it is |")
    assert [cells[0].strip("`") for cells in table] == list(FORMATS)


def test_attempts_a_day(rules: CourseRules) -> None:
    allowance = Allowance(rules.attempts_per_day(Rules()) or 0)
    before: list[Verdict] = []
    table = rows("| handed in | notebook | what becomes of it |")[0]
    assert len(table) == 5
    for number, (when, notebook, becomes) in enumerate(table, 1):
        moment = datetime.fromisoformat(when).replace(tzinfo=UTC)
        refused = allowance.is_used_up(notebook, moment, before)
        assert becomes == ("refused" if refused else "graded"), when
        if not refused:
            before.append(Verdict(number, "graded", 1.0, 10.0, "", moment, notebook))
