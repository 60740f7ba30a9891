"""A grader that is imported late, and may be stopped before it is there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from autograder.grading import imported
from autograder.grading.imported import ImportedGrader

COURSE = Path(__file__).parents[2]


PROGRAM = """
import sys
from pathlib import Path
from autograder.grading.imported import ImportedGrader

grader = ImportedGrader(Path(), (), None, ())
print(grader._zygote._process.poll(), "torch" in sys.modules)
grader.stop()
print(grader._zygote._process.poll())
"""


def test_its_zygote_warms_up_before_torch_is_here() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True)
    assert done.stdout.split() == ["None", "False", "-9"], done.stderr


def test_stopped_in_the_middle_of_the_import_nothing_begins(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    grader, made = ImportedGrader(COURSE, (), None, ()), mock.Mock()

    def slow() -> Any:
        grader.stop()
        return made

    monkeypatch.setattr(imported, "grader_class", slow)
    grader.work(mock.Mock())
    made.return_value.stop.assert_called_once_with()
    assert grader._zygote is not None
    assert grader._zygote._process.poll() is not None


def test_where_no_process_can_be_begun_the_first_job_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = mock.Mock()
    monkeypatch.setattr(imported, "Zygote", mock.Mock(side_effect=BlockingIOError(11, "none")))
    monkeypatch.setattr(imported, "grader_class", lambda: made)
    grader = ImportedGrader(COURSE, (), None, ("optim",))
    grader.work(mock.Mock())
    made.assert_called_once_with(COURSE, (), None, None, ("optim",))
    grader.stop()
    made.return_value.stop.assert_called_once_with()
