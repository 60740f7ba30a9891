"""`autograder grade --ci`: what a CI server sees of a push, for real."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from autograder.cli.main import main

NAME = "::error::owned"
CELLS = [
    ["import torch"],
    ["def tracked(tensor):\n", "    print('::error::printed ##[error]x')\n", "    return 1 / 0"],
    ["def graph(x):\n", "    raise ValueError('::set-output name=a::b ##[group]')"],
]
Grade = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A student whose name and errors look like commands, in a git repository."""
    root = tmp_path_factory.mktemp("push")
    cells = [{"cell_type": "code", "source": source, "metadata": {}} for source in CELLS]
    folder = root / "submitted" / NAME / "04-autograd"
    folder.mkdir(parents=True)
    notebook = {"nbformat": 4, "metadata": {}, "cells": cells}
    (folder / "04-autograd.ipynb").write_text(json.dumps(notebook, indent=1))
    for command in (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-qm", "one"],
    ):
        subprocess.run(["git", "-C", root, *command], check=True)
    return root


@pytest.fixture(scope="module")
def grade(repository: Path, course: Path) -> Grade:
    def run(*more: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "autograder.cli", "grade", "submitted", "--ci"]
        command += ["--course", str(course), "--jobs", "1", *more]
        environment = {**os.environ, "FORCE_COLOR": "1"}
        return subprocess.run(
            command, cwd=repository, env=environment, capture_output=True, text=True
        )

    return run


@pytest.fixture(scope="module")
def graded(grade: Grade) -> subprocess.CompletedProcess[str]:
    files = {
        "--junit": "j.xml",
        "--summary": "s.md",
        "--json": "d.json",
        "--code-quality": "q.json",
    }
    return grade(*(part for option in files.items() for part in option), "--fail-under", "50")


def test_annotations_point_into_the_notebook(
    graded: subprocess.CompletedProcess[str], repository: Path
) -> None:
    path = next(repository.glob("submitted/*/*/*.ipynb"))
    lines = path.read_text().split("\n")
    found = re.findall(r"^::error file=([^,]+),line=(\d+),title=([^:]+)::", graded.stdout, re.M)
    where = {title: lines[int(line) - 1] for _, line, title in found}
    assert "raise ValueError" in where["graph%3A errored"]
    assert "def tracked" in where["tracked"]
    assert {name.replace("%3A", ":") for name, _, _ in found} == {
        str(path.relative_to(repository)).replace("::", ": :")
    }


def test_nothing_but_annotations_is_a_command(graded: subprocess.CompletedProcess[str]) -> None:
    for line in (graded.stdout + graded.stderr).splitlines():
        assert "##[" not in line
        assert not line.lstrip().startswith("::") or line.startswith("::error file=submitted/")
    assert "\x1b" not in graded.stdout + graded.stderr


def test_a_score_below_the_line_fails_the_job(graded: subprocess.CompletedProcess[str]) -> None:
    assert (graded.returncode, graded.stderr) == (4, "")


def test_every_file_tells_the_same(
    graded: subprocess.CompletedProcess[str], repository: Path
) -> None:
    document = json.loads((repository / "d.json").read_text())
    (grade,) = document["grades"]
    wrong = [c for c in grade["checks"] if c["outcome"] not in ("passed", "skipped")]
    suite = ElementTree.parse(repository / "j.xml").getroot()[0]
    assert len(wrong) == len(list(suite.iter("failure"))) > 5
    assert grade["student"]["id"] == NAME
    summary = (repository / "s.md").read_text()
    assert "errored: For ones(2, 2)" in summary
    assert not [c for c in wrong if not c["visible"] and c["description"] in summary]
    issues = json.loads((repository / "q.json").read_text())
    assert len(issues) == graded.stdout.count("::error file=")
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


def test_what_is_unchanged_is_not_graded_again(
    graded: subprocess.CompletedProcess[str], grade: Grade
) -> None:
    again = grade()
    assert again.returncode == 0
    assert "Ran 0 now, 1 unchanged" in again.stdout
    assert "::error file" not in again.stdout


def test_nothing_changed_since_this_commit(grade: Grade) -> None:
    done = grade("--changed-since", "HEAD", "--gradebook", "other.db")
    assert done.returncode == 0
    assert "Ran 0 now, 0 unchanged" in done.stdout


def test_an_unknown_commit_is_wrong_usage(grade: Grade) -> None:
    done = grade("--changed-since", "v0", "--gradebook", "other.db")
    assert done.returncode == 2
    assert "git does not tell what changed" in done.stderr


REPORTS = ("--junit", "--summary", "--json", "--code-quality")


@pytest.mark.parametrize("option", REPORTS)
@pytest.mark.parametrize("command", ["grade", "judge"])
def test_where_a_report_cannot_be_written_nothing_is_graded(
    option: str, command: str, tmp_path: Path, course: Path
) -> None:
    """Else hours of grading would end with an error that was there from the beginning."""
    (tmp_path / "file").write_text("")
    hand_in = tmp_path / "in" / "ada" / "04-autograd"
    hand_in.mkdir(parents=True)
    (hand_in / "04-autograd.ipynb").write_text('{"nbformat": 4, "cells": []}')
    first = {"grade": [], "judge": [str(tmp_path / "in")]}[command]
    where = ["--course", str(course), "--gradebook", str(tmp_path / "g.db")]
    where += ["--nonce", "n"] if command == "judge" else []
    for path, why in (("no/x", "there is no folder {0}/no"), ("file/x", "{0}/file is no folder")):
        words = [command, *first, str(tmp_path / "in"), *where, option, f"{tmp_path}/{path}"]
        done = CliRunner().invoke(main, words)
        assert done.exit_code == 2
        assert done.stderr == (
            f"autograder: {option} {tmp_path}/{path} cannot be written: {why.format(tmp_path)}; "
            "name another file, or make the folder first\n"
        )
    assert not (tmp_path / "g.db").exists()
