"""A mended check, for real: told, then regraded, then explained and run again."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from autograder.cli.main import main

pytestmark = pytest.mark.slow

PLUS = "import torch\ndef scale(x, factor):\n    return x + factor - 1\n"
TIMES = "def scale(x, factor):\n    return x * factor\n"


def invoke(*args: str | Path, code: int = 0) -> Result:
    result = CliRunner().invoke(main, [str(arg) for arg in args])
    assert result.exit_code == code, result.output
    return result


def hand_in(folder: Path, source: str) -> None:
    folder.mkdir(parents=True)
    cells = [{"cell_type": "code", "source": source}]
    (folder / "scaling.ipynb").write_text(json.dumps({"nbformat": 4, "cells": cells}))
    (folder / "timestamp.txt").write_text("2027-02-15 00:30:00 UTC")


def scores(where: tuple[str, str]) -> dict[str, tuple[str, str]]:
    rows = csv.DictReader(io.StringIO(invoke("export", *where).output))
    return {row["student_id"]: (row["score"], row["stale"]) for row in rows}


def test_a_mended_check_from_end_to_end(tmp_path: Path) -> None:
    course = tmp_path / "course"
    (course / "solutions").mkdir(parents=True)
    invoke("new", "--course", course, "scaling")
    toml = course / "solutions" / "scaling" / "assignment.toml"
    toml.write_text("due = 2027-02-14T23:59:00Z\nlate_percent_per_day = 10\n" + toml.read_text())
    hand_in(tmp_path / "in" / "ada" / "scaling", TIMES)
    hand_in(tmp_path / "in" / "bob" / "scaling", PLUS)
    where = ("--gradebook", str(tmp_path / "gradebook.db"))
    here = (tmp_path / "in", "--course", course, *where, "--jobs", "1")
    invoke("grade", *here)
    assert scores(where) == {"ada": ("9", "false"), "bob": ("0", "false")}

    checks = course / "solutions" / "scaling" / "checks.py"
    checks.write_text(
        checks.read_text().replace("visible=True, weight=0", "visible=True, weight=1")
    )
    told = invoke("regrade", *here, "--dry-run").output
    assert "1 marks would change, 1 up and 0 down" in told
    assert "Nothing was recorded" in told
    assert scores(where) == {"ada": ("9", "false"), "bob": ("0", "false")}

    invoke("regrade", *here)
    assert scores(where) == {"ada": ("9", "false"), "bob": ("4.5", "false")}
    rerun = ("--rerun", tmp_path / "in", "--course", course)
    told = invoke("explain", "bob", "scaling", *where, *rerun).output
    assert "Run again: the same result, in every check and every answer." in told
    hand_in(tmp_path / "other" / "bob" / "scaling", TIMES)
    other = ("--rerun", tmp_path / "other", "--course", course)
    told = invoke("explain", "bob", "scaling", *where, *other, code=2).output
    assert "it was changed since" in told
