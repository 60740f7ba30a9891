"""``autograder new`` gives a teacher a whole assignment to change."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from autograder.checks.collect import collect_specs
from autograder.cli.main import main
from autograder.course.alternatives import alternatives
from autograder.course.course import assignment
from autograder.course.reference import misconceptions, reference_names
from autograder.course.release import is_up_to_date
from autograder.publish.make import is_bundle_up_to_date


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A course without assignments."""
    (tmp_path / "solutions").mkdir()
    return tmp_path


def new(course: Path, *args: str) -> Result:
    return CliRunner().invoke(main, ["new", "--course", str(course), *args])


def test_new_writes_a_whole_assignment(empty: Path) -> None:
    result = new(empty, "14-graph-networks")
    assert result.exit_code == 0, result.output
    made = assignment(empty, "14-graph-networks")
    assert made.title == "Graph networks"
    assert [task.name for task in made.tasks] == list(reference_names(made).keys() & {"scale"})
    assert len(alternatives(made)) == 3
    (known,) = misconceptions(made)
    assert set(known.fails) <= {spec.name for spec in collect_specs(made.checks)}


def test_new_builds_the_starter(empty: Path) -> None:
    new(empty, "14-graphs")
    assert is_up_to_date(empty, assignment(empty, "14-graphs"))
    text = (empty / "assignments/14-graphs/14-graphs.ipynb").read_text(encoding="utf-8")
    assert "# Graphs" in text
    assert "YOUR CODE HERE" in text


def test_new_bundles_the_visible_check(empty: Path) -> None:
    new(empty, "14-graphs")
    assert is_bundle_up_to_date(empty, assignment(empty, "14-graphs"))


def test_new_says_what_to_do_next(empty: Path) -> None:
    result = new(empty, "graphs")
    assert f"wrote {empty / 'solutions/graphs'}" in result.output
    assert "autograder build && autograder verify graphs" in result.output


def test_nothing_of_the_template_is_left_open(empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)  # of the new assignment's own checks
    new(empty, "graphs")
    for path in (empty / "solutions").rglob("*"):
        assert path.name != "__pycache__"
        if path.is_file():
            assert not {"{title}", "{slug}"} & set(path.read_text(encoding="utf-8").split()), path


@pytest.mark.parametrize(
    ("slug", "args", "title"),
    [
        ("14-graphs", ["--title", "Graphs, at last"], "Graphs, at last"),
        ("14", [], "14"),
        ("a-b", [], "A b"),
    ],
)
def test_the_title(empty: Path, slug: str, args: list[str], title: str) -> None:
    new(empty, slug, *args)
    assert assignment(empty, slug).title == title


def test_new_leaves_what_is_there_alone(empty: Path) -> None:
    new(empty, "graphs")
    source = empty / "solutions/graphs/notebook.py"
    source.write_text("mine")
    result = new(empty, "graphs")
    assert result.exit_code == 2
    assert result.output == (
        f"autograder: {empty / 'solutions/graphs'} is there already; "
        "choose another name or edit what is there\n"
    )
    assert source.read_text() == "mine"


@pytest.mark.parametrize(
    "slug", ["Graphs", "14_graphs", "14--graphs", "graphs-", "", "a b", "../graphs", "é", "a\n"]
)
def test_a_bad_name_is_refused_with_one_sentence(empty: Path, slug: str) -> None:
    result = new(empty, slug)
    assert result.exit_code == 2
    assert result.output == (
        f"autograder: {slug!r} cannot be an assignment's name: use small letters, digits and "
        "single hyphens, for example 14-attention\n"
    )
    assert not list((empty / "solutions").iterdir())


def test_new_needs_a_course(tmp_path: Path) -> None:
    result = new(tmp_path, "graphs")
    assert result.exit_code == 2
    assert "has solutions/" in result.output


@pytest.mark.parametrize("title", ['The "best" of it', r"Back\slash", "Ö"])
def test_a_title_may_hold_any_sign(empty: Path, title: str) -> None:
    assert new(empty, "14-a", "--title", title).exit_code == 0
    assert assignment(empty, "14-a").title == title


def test_a_title_is_one_line(empty: Path) -> None:
    assert new(empty, "14-a", "--title", "a\nb").exit_code == 2
    assert not (empty / "solutions/14-a").exists()
