"""What a teacher declares, and each mistake in it: one clear ``CourseError``."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from autograder.course.assignment import CourseError, load_assignment
from autograder.course.course import assignment, assignments, find_course
from autograder.wire.limits import Limits
from gradebook.policy import DEFAULT, LateRule


def test_declaration_is_read(folder: Path) -> None:
    text = "due = 2027-02-14T23:59:00Z\nlate_percent_per_day = 10\n"
    path = folder / "assignment.toml"
    path.write_text(f"{text}{path.read_text()}[limits]\nmemory_mib = 7\n", encoding="utf-8")
    loaded = load_assignment(folder)
    assert (loaded.slug, loaded.title) == ("doubling", "Doubling")
    assert [(task.name, task.points) for task in loaded.tasks] == [("double", 2.0)]
    assert loaded.due == datetime(2027, 2, 14, 23, 59, tzinfo=UTC)
    assert (loaded.policy.late, loaded.max_score) == (LateRule(10.0), 2)
    assert loaded.limits == Limits(memory_mib=7)


def test_what_is_left_out_has_a_default(folder: Path) -> None:
    loaded = load_assignment(folder)
    assert (loaded.due, loaded.policy) == (None, DEFAULT)
    assert loaded.limits == Limits()


@pytest.mark.parametrize(
    "change",
    [
        ("title", "titel"),
        ('"Doubling"', "Doubling"),
        ('"Doubling"', "5"),
        ("points = 2", 'points = "2"'),
        ("points = 2", ""),
        ("points = 2", "points = 2\nweight = 3"),
        ("[[tasks]]", "[tasks]"),
        ("[[tasks]]", "[[task]]"),
        ("points = 2", 'points = 2\n[[tasks]]\nname = "double"\npoints = 3'),
        ("points = 2", "points = 2\n[limits]\nmemory = 7"),
        ("points = 2", 'points = 2\n[limits]\nmemory_mib = "much"'),
        ("title", "due = 2027-02-14T23:59:00\ntitle"),
        ("title", "due = 2027-02-14\ntitle"),
        ("title", 'due = "soon"\ntitle'),
        ("title", "titles = 1\ntitle"),
        ("title", "title = 'twice'\ntitle"),
    ],
)
def test_mistake_is_one_clear_error(folder: Path, change: tuple[str, str]) -> None:
    path = folder / "assignment.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(*change), encoding="utf-8")
    with pytest.raises(CourseError, match=r"assignment\.toml"):
        load_assignment(folder)


@pytest.mark.parametrize("text", ["", 'title = "no tasks"', 'title = "t"\ntasks = []'])
def test_declaration_without_tasks(folder: Path, text: str) -> None:
    (folder / "assignment.toml").write_text(text, encoding="utf-8")
    with pytest.raises(CourseError, match=r"assignment\.toml"):
        load_assignment(folder)


def test_due_without_a_time_zone_says_what_to_write(folder: Path) -> None:
    path = folder / "assignment.toml"
    path.write_text("due = 2027-02-14T23:59:00\n" + path.read_text(), encoding="utf-8")
    with pytest.raises(CourseError, match=r"time zone, for example 2027-02-14T23:59:00Z"):
        load_assignment(folder)


def test_missing_declaration(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="cannot be read"):
        load_assignment(tmp_path)


@pytest.mark.parametrize("name", ["checks.py", "notebook.py", "misconceptions/new.py"])
def test_version_changes_with_every_file_that_decides(folder: Path, name: str) -> None:
    before = load_assignment(folder).version
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write("# a remark\n")
    assert load_assignment(folder).version != before


@pytest.mark.parametrize("change", [("points = 2", "points = 3"), ("[[", "[limits]\nslack=9\n[[")])
def test_version_changes_with_points_and_limits(folder: Path, change: tuple[str, str]) -> None:
    before = load_assignment(folder).version
    path = folder / "assignment.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(*change), encoding="utf-8")
    assert load_assignment(folder).version != before


def test_a_new_due_date_makes_no_score_old(folder: Path) -> None:
    before = load_assignment(folder)
    path = folder / "assignment.toml"
    text = "# more time\ndue = 2027-03-01T00:00:00Z\nlate_percent_per_hour = 1\ncounts = 'best'\n"
    path.write_text(text + path.read_text(encoding="utf-8"), encoding="utf-8")
    after = load_assignment(folder)
    assert (after.version, after.due) != (before.version, before.due)
    assert after.version == before.version


def test_version_stays_where_nothing_changed(folder: Path) -> None:
    before = load_assignment(folder).version
    (folder / "notes.txt").write_text("not part of it")
    assert load_assignment(folder).version == before


def test_course_is_found_from_below(folder: Path) -> None:
    assert find_course(folder) == folder.parents[1]
    assert find_course(folder.parents[1]) == folder.parents[1]


def test_no_course() -> None:
    with pytest.raises(CourseError, match="--course"):
        find_course(Path("/"))


def test_course_without_assignments(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match=r"no assignment\.toml"):
        assignments(tmp_path)


def test_unknown_assignment_names_the_known(folder: Path) -> None:
    course = folder.parents[1]
    assert assignment(course, "doubling").slug == "doubling"
    with pytest.raises(CourseError, match="in this course; there are doubling"):
        assignment(course, "tripling")
