"""``autograder check`` and ``autograder watch``, as a student sees them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from autograder.cli.main import main
from autograder.student.checked import Checked

DOUBLE = "def double(x):\n    return x + x"
TRIPLE = "def triple(x):\n    return 3 * x"
GOLD = """Doubling & more

double  (4 points)
  ✗ For ones it is twos.
    `result[0]` is 1, which is not the right value; it should be 2 (2 of 2
    entries differ). Called: `double(<float32 tensor of shape (2,)>)`.
  – Done twice it is four times as much.
    Not run: it builds on a check that did not pass: For ones it is twos.

No visible checks: triple (2)

Before you hand in
  ✗ Code cell 3 (`helper(1)`) uses `helper`, which no cell above defines any
    more; only your running kernel remembers it. Write that definition again, in
    a cell above.
  ! Code cell 5 (`1 / 0`) stops with an error: ZeroDivisionError: division by
    zero, at line 1 (`1 / 0`). What is below that line in the cell is not run.

0 of 2 visible checks pass. They decide 1 of 6 points; hidden checks, with other
numbers, decide the rest.
"""


def check(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["check", *map(str, arguments)], env={"COLUMNS": "80"})


def test_a_notebook_in_order(saved) -> None:  # type: ignore[no-untyped-def]
    done = check(saved("import torch", DOUBLE, TRIPLE))
    assert done.exit_code == 0, done.output
    assert "✓ For ones it is twos.\n  ✓ Done twice" in done.output
    assert "Before you hand in" not in done.output


def test_what_a_student_reads(saved) -> None:  # type: ignore[no-untyped-def]
    path = saved("import torch", "def double(x):\n    return x", "helper(1)", TRIPLE, "1 / 0")
    done = check(path)
    assert "\n".join(line.rstrip() for line in done.output.splitlines()) + "\n" == GOLD
    assert done.exit_code == 1


@pytest.mark.slow
def test_a_notebook_that_ends_its_process(saved) -> None:  # type: ignore[no-untyped-def]
    done = check(saved("import torch", DOUBLE, TRIPLE, "import os\nos._exit(0)"))
    assert done.exit_code == 1
    assert "Your code ended the Python process." in done.output
    assert "This was in code cell 4." in done.output


@pytest.mark.parametrize(("content", "says"), [("", "it is empty"), ('{"cells": ', "breaks off")])
def test_what_is_no_notebook(tmp_path: Path, content: str, says: str) -> None:
    path = tmp_path / "a.ipynb"
    path.write_text(content)
    done = check(path)
    assert done.exit_code == 1
    assert done.stderr.startswith("autograder: a.ipynb: This file is not a")
    assert says in done.stderr
    assert done.stderr.count("\n") == 1


def test_wrong_usage(tmp_path: Path, saved) -> None:  # type: ignore[no-untyped-def]
    assert check(tmp_path / "none.ipynb").exit_code == 2
    path = saved("import torch")
    bundle = path.with_name("doubling.checks.json")
    bundle.write_text("{}")
    done = check(path)
    assert done.exit_code == 2
    assert "doubling.checks.json cannot be read" in done.stderr
    bundle.unlink()
    done = check(path)
    assert done.exit_code == 2
    assert "no visible checks here" in done.stderr


@pytest.mark.parametrize("command", ["check", "watch"])
def test_help_says_that_there_is_no_fence(command: str) -> None:
    text = " ".join(CliRunner().invoke(main, [command, "--help"]).output.split())
    assert "your own NOTEBOOK" in text
    if command == "check":
        assert "without fences" in text


def test_a_check_that_cannot_be_tried_costs_nothing() -> None:
    from autograder.checks.declare import CheckSpec
    from autograder.checks.verdict import CheckRun
    from autograder.outcome import Outcome
    from autograder.student.cautions import Caution

    spec = CheckSpec("c", "t", "d", 1, True, ())
    skipped, failed = CheckRun(spec, Outcome.SKIPPED), CheckRun(spec, Outcome.FAILED)
    bundle = None
    assert Checked(bundle, [skipped], [Caution("x")]).is_well  # type: ignore[arg-type]
    assert not Checked(bundle, [skipped, failed], []).is_well  # type: ignore[arg-type]
    assert not Checked(bundle, [skipped], [Caution("x", True)]).is_well  # type: ignore[arg-type]


@pytest.mark.slow
def test_watch_checks_at_each_save_until_ctrl_c(saved) -> None:  # type: ignore[no-untyped-def]
    path = saved("import torch", "def double(x):\n    return x", TRIPLE)
    command = [sys.executable, "-m", "autograder.cli", "watch", str(path)]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    )
    assert process.stdout is not None
    assert process.stderr is not None
    with process:
        assert until(process.stdout, "visible checks pass") == "0 of 2"
        path.write_text("{")
        assert until(process.stdout, "breaks off")
        saved("import torch", DOUBLE, TRIPLE)
        assert until(process.stdout, "visible checks pass") == "2 of 2"
        process.send_signal(signal.SIGINT)
        rest, errors = process.communicate(timeout=20)
    assert rest.endswith("No longer watching.\n")
    assert errors == ""
    assert process.returncode == 0


def until(stream, words: str) -> str:  # type: ignore[no-untyped-def]
    """What comes before these words in the first line that has them."""
    for line in stream:
        if words in line:
            return str(line.partition(f" {words}")[0])
    raise AssertionError(f"never said {words}")
