"""``verify`` proves the course, and says what is wrong with a broken one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from autograder.cli.main import main

pytestmark = pytest.mark.slow


def verify(course: Path, *args: str) -> Result:
    return CliRunner().invoke(main, ["verify", "--course", str(course), "--jobs", "2", *args])


def test_the_course_is_proved(course: Path) -> None:
    result = verify(course, "--seeds", "1")
    assert result.exit_code == 0, result.output
    assert "0 shortfalls" in result.output


@pytest.fixture
def broken(course: Path, tmp_path: Path) -> Path:
    """A copy of the course that a test may spoil; only what is needed of 06."""
    for top in ("solutions", "assignments"):
        shutil.copytree(course / top / "06-manual-backprop", tmp_path / top / "06-manual-backprop")
    misconceptions = tmp_path / "solutions/06-manual-backprop/misconceptions"
    for path in misconceptions.glob("*.py"):
        if path.stem not in ("clamp_of_the_gradient", "mean_loss"):
            path.unlink()
    return tmp_path


def spoil(course: Path, name: str, old: str, new: str) -> None:
    path = course / "solutions/06-manual-backprop" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_clamp_of_the_notes_as_reference_is_found_out(broken: Path) -> None:
    mistake = broken / "solutions/06-manual-backprop/misconceptions/clamp_of_the_gradient.py"
    source = broken / "solutions/06-manual-backprop/notebook.py"
    source.write_text(source.read_text() + "\n\n# %%\n" + mistake.read_text())
    result = verify(broken, "--seeds", "1")
    assert result.exit_code == 1
    assert "reference: fails check_gradients_against_autograd" in result.output
    assert "reference: fails check_gradients_against_nudges" in result.output


def test_a_check_that_accepts_a_misconception_is_found_out(broken: Path) -> None:
    spoil(broken, "misconceptions/mean_loss.py", "def squared_error", "def unused")
    result = verify(broken, "--seeds", "1")
    assert result.exit_code == 1
    assert "mean_loss: must fail check_squared_error, but it passed" in result.output


def test_a_stale_starter_is_found_out(broken: Path) -> None:
    spoil(broken, "notebook.py", "# %% [markdown]\n#", "# %% [markdown]\n# More.\n#")
    result = verify(broken, "--seeds", "1")
    assert "the starter notebook is out of date" in result.output
