"""docs/scale.md shows commands and options that there are."""

from __future__ import annotations

import ast
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.cli.main import main
from autograder.cluster.station import COURSE_VARIABLE

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")
SHOWN = [shlex.split(line) for line in re.findall(r"^\$ (.+)$", TEXT, re.MULTILINE)]
DASK = [words for words in SHOWN if words[0] == "dask"]
OURS = [words[words.index("autograder") :] for words in SHOWN if "autograder" in words]
EXTRAS = (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def options(words: list[str]) -> list[str]:
    return [word.split("=")[0] for word in words if word.startswith("--")]


@pytest.mark.parametrize("words", OURS, ids=" ".join)
def test_autograder_has_what_is_shown(words: list[str]) -> None:
    known = CliRunner().invoke(main, [words[1], "--help"]).output
    assert words[1] in main.commands
    assert [option for option in options(words) if option not in known] == []


@pytest.mark.parametrize("program", ["scheduler", "worker"])
def test_dask_has_what_is_shown(program: str) -> None:
    command = [sys.executable, "-m", "dask", program, "--help"]
    known = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    shown = [option for words in DASK if words[1] == program for option in options(words)]
    in_text = re.findall(r"`(--(?:tls|protocol)[\w-]*)", TEXT)
    assert shown
    assert [option for option in (*shown, *in_text) if option not in known] == []


def test_extras_that_are_installed_there_exist() -> None:
    extras = set(re.findall(r"torchgrade\[(\w+)\]", TEXT))
    assert extras == {"dask", "postgresql"}
    assert all(re.search(rf"^{extra} = \[", EXTRAS, re.MULTILINE) for extra in extras)


def test_the_course_is_named_as_workers_read_it() -> None:
    assert set(re.findall(r"AUTOGRADER_\w+", TEXT)) == {COURSE_VARIABLE}


def test_programs_shown_are_python() -> None:
    programs = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    assert [type(ast.parse(program)) for program in programs] == [ast.Module]


def test_its_links_lead_somewhere() -> None:
    for path in re.findall(r"\]\((?!https?:)([^)#]+)\)", TEXT):
        assert (ROOT / "docs" / path).exists()
    assert "(docs/scale.md)" in (ROOT / "README.md").read_text(encoding="utf-8")
