"""What ``course.toml`` says holds for every assignment that says nothing else."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from autograder.course.assignment import CourseError, load_assignment
from autograder.course.rules import course_rules
from gradebook.policy import DEFAULT, CoursePolicy, Group, LateRule, Policy

COURSE = """\
missing = "left out"
cap_percent = 110

[policy]
late_percent_per_day = 10
late_grace_minutes = 15
late_cutoff_days = 7
group = "homework"

[groups.homework]
weight = 70
drop_lowest = 1

[groups.exam]
weight = 30
"""


@pytest.fixture
def course(folder: Path) -> Path:
    (folder.parents[1] / "course.toml").write_text(COURSE, encoding="utf-8")
    return folder.parents[1]


def say(folder: Path, text: str) -> None:
    path = folder / "assignment.toml"
    path.write_text(f"{text}\n{path.read_text(encoding='utf-8')}", encoding="utf-8")


def test_the_total_is_read(course: Path) -> None:
    groups = (Group("homework", 70.0, 1), Group("exam", 30.0))
    assert course_rules(course).total == CoursePolicy(groups, "left out", 110.0)


def test_an_assignment_that_says_nothing_has_the_courses_rules(course: Path, folder: Path) -> None:
    late = LateRule(10.0, "day", timedelta(minutes=15), timedelta(days=7))
    assert load_assignment(folder).policy == Policy(late, group="homework")


def test_what_an_assignment_says_goes_first(course: Path, folder: Path) -> None:
    say(folder, "late_percent_per_hour = 2\nlate_grace_days = 0\nlate_cutoff_days = 2")
    say(folder, 'counts = "best"\ngroup = "exam"\nweight = 3\nbonus = true')
    late = LateRule(2.0, "hour", timedelta(0), timedelta(days=2))
    assert load_assignment(folder).policy == Policy(late, "best", "exam", 3.0, True)


def test_no_file_no_rules(folder: Path) -> None:
    assert course_rules(folder.parents[1]).total == CoursePolicy()
    assert load_assignment(folder).policy == DEFAULT


def test_bonus_tasks_are_not_in_the_maximum(folder: Path) -> None:
    path = folder / "assignment.toml"
    more = '\n[[tasks]]\nname = "extra"\npoints = 3\nbonus = true\n'
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    assert load_assignment(folder).max_score == 2


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("late_percent_per_day = 101", "late_percent_per_day"),
        ("late_percent_per_day = -1", "late_percent_per_day"),
        ("late_percent_per_day = 1\nlate_percent_per_hour = 1", "not both"),
        ("late_grace_minutes = 1\nlate_grace_days = 1", "not both"),
        ("late_grace_days = 8", "before the end of the grace"),
        ('counts = "first"', "counts"),
        ('group = "labs"', r"group 'labs' is not in course.toml, which has homework, exam"),
        ("weight = -1", "weight"),
        ("late_per_day = 1", "late_per_day"),
    ],
)
def test_a_mistake_is_one_clear_error(course: Path, folder: Path, text: str, sentence: str) -> None:
    say(folder, text)
    with pytest.raises(CourseError, match=rf"assignment\.toml.*{sentence}"):
        load_assignment(folder)


@pytest.mark.parametrize(
    "change",
    [
        ("weight = 70", "wait = 70"),
        ("drop_lowest = 1", "drop_lowest = 0.5"),
        ('missing = "left out"', 'missing = "none"'),
        ("late_grace_minutes = 15", "late_grace_minutes = 15\nlate_grace_days = 1"),
        ("[policy]", "[policies]"),
        ("cap_percent = 110", 'cap_percent = "all"'),
    ],
)
def test_a_mistake_in_the_course_is_one_clear_error(course: Path, change: tuple[str, str]) -> None:
    (course / "course.toml").write_text(COURSE.replace(*change), encoding="utf-8")
    with pytest.raises(CourseError, match=r"course\.toml"):
        course_rules(course)


def test_attempts_a_day_are_the_courses_or_the_assignments_own(course: Path, folder: Path) -> None:
    assert load_assignment(folder).attempts_per_day is None
    (course / "course.toml").write_text("[policy]\nattempts_per_day = 3\n", encoding="utf-8")
    version = load_assignment(folder).version
    assert load_assignment(folder).attempts_per_day == 3
    say(folder, "attempts_per_day = 1")
    assert load_assignment(folder).attempts_per_day == 1
    assert load_assignment(folder).version == version  # nothing is graded again because of it
    (course / "course.toml").write_text("[policy]\nattempts_per_day = 0\n", encoding="utf-8")
    with pytest.raises(CourseError, match="attempts_per_day"):
        load_assignment(folder)
