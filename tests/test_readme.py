"""The README tells what there is: commands, outcomes, assignments."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.checks.collect import collect_specs
from autograder.cli.main import main
from autograder.course.assignment import Assignment
from autograder.course.course import assignments
from autograder.outcome import MEANING, Outcome
from autograder.verify.variants import Kind, variants_of

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", main.commands)
def test_every_command_is_in_the_table(command: str) -> None:
    assert re.search(rf"^\| `autograder {command}\b", README, re.MULTILINE)


def test_the_table_has_no_other_commands() -> None:
    named = re.findall(r"^\| `autograder (\w+)", README, re.MULTILINE)
    assert set(named) == set(main.commands)


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_is_explained(outcome: Outcome) -> None:
    assert f"| `{outcome}` | {MEANING[outcome]} |" in README


def test_assignments_are_those_on_disk(course: Path) -> None:
    rows = re.findall(r"^\| \[`([\w-]+)`\]\((\S+)\) \| (.+) \| (\d+) \|$", README, re.MULTILINE)
    assert [row[0] for row in rows] == list(assignments(course))
    for slug, path, title, points in rows:
        assert (course / path).is_file()
        about = assignments(course)[slug]
        assert (title, float(points)) == (about.title, about.max_score)


def test_the_proof_is_of_this_course(course: Path) -> None:
    """Fails after a change of what is proved: run ``make prove`` and put its table there."""
    table = re.findall(r"^\| `(\d\d-[\w-]+)` \| ([\d |]+) \|$", README, re.MULTILINE)
    numbers = {slug: tuple(map(int, cells.split(" | "))) for slug, cells in table}
    assert numbers == {slug: _proved(about) for slug, about in assignments(course).items()}


def _proved(about: Assignment) -> tuple[int, ...]:
    """The row of an assignment whose every mutant is caught or equivalent, without a fault."""
    kinds = Counter(variant.kind for variant in variants_of(about))
    many = kinds[Kind.MUTANT], kinds[Kind.EQUIVALENT]
    right_and_wrong = kinds[Kind.ALTERNATIVE], kinds[Kind.MISCONCEPTION], kinds[Kind.JUNK]
    checks = [spec for spec in collect_specs(about.checks) if not spec.gpu]
    return len(checks), *right_and_wrong, sum(many), *many, 0, 0, 0, 0


@pytest.mark.parametrize("command", main.commands)
def test_options_used_in_the_readme_exist(command: str) -> None:
    known = CliRunner().invoke(main, [command, "--help"]).output
    for line in re.findall(rf"\$ autograder {command} ([^#\n]*)", README):
        for option in re.findall(r"--[\w-]+", line):
            assert option in known
