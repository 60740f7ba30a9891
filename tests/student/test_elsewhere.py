"""What a student uses needs nothing that only Linux has."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
WITHOUT = HERE / "without_linux.py"


def modules() -> list[str]:
    """Those of the student's side: its own, the worker that it starts, and the two commands."""
    own = sorted((ROOT / "autograder" / "student").glob("*.py"))
    names = [f"autograder.student.{path.stem}" for path in own if path.stem != "__init__"]
    return [
        "autograder",
        *names,
        "autograder.worker.alone",
        "autograder.checks",
        "autograder.checks.run",
        "autograder.cli.main",
        "autograder.cli.program",
        "autograder.cli.check",
        "autograder.cli.checked",
        "autograder.cli.watch",
    ]


def run_without_linux(*names: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(WITHOUT), *names]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def test_the_students_side_can_be_imported() -> None:
    done = run_without_linux(*modules())
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", ["autograder.worker.fences.syscalls", "autograder.worker.serve"])
def test_the_graders_side_cannot(name: str) -> None:
    """Or the test above would not fail."""
    assert "No module named" in run_without_linux(name).stderr


CHECK = """
import sys
sys.path.insert(0, {here!r})
from without_linux import leave_linux
leave_linux()
sys.argv = ["autograder", "check", {notebook!r}]
from autograder.cli.main import main
main()
"""


@pytest.mark.slow
def test_a_notebook_can_be_checked(saved) -> None:  # type: ignore[no-untyped-def]
    """But for how a process is started and ended, which no other system can be played for."""
    notebook = saved(
        "import torch", "def double(x):\n    return x + x", "def triple(x): return 3*x"
    )
    script = CHECK.format(here=str(HERE), notebook=str(notebook))
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    assert "2 of 2 visible checks pass" in done.stdout
