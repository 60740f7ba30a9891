"""What importing the gradebook costs."""

import subprocess
import sys
from pathlib import Path

import gradebook

ROOT = Path(gradebook.__file__).parents[1]


def modules_after(statement: str) -> set[str]:
    script = f"import sys; {statement}; print(*sys.modules)"
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in done.stdout.split()}


def test_only_the_store_needs_a_database() -> None:
    loaded = modules_after("import gradebook.records, gradebook.standing, gradebook.roster")
    assert "sqlalchemy" not in loaded


def test_no_torch_no_pandas_no_autograder() -> None:
    loaded = modules_after("import gradebook.exports.csv_table, gradebook.pages.report")
    assert not loaded & {"torch", "numpy", "pandas", "autograder"}
