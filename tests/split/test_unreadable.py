"""A file that nobody could be asked about is tied to no run: it never replaces a grade."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from autograder.grading.job import Job
from autograder.grading.submission import Submission
from autograder.split.judging import Arbiter
from autograder.split.ticket import Run


@pytest.mark.parametrize("facts", [{"content": b"garbage"}, {"content": b"", "trouble": "a link."}])
def test_what_cannot_be_read_is_no_verdict(
    course: Path, tmp_path: Path, facts: dict[str, Any]
) -> None:
    job = Job(Submission("al", "06-manual-backprop", **facts), 20.0, "v1", 7, ())
    attempt = Arbiter(course, tmp_path, Run("ab" * 32, "whatever")).work(job)
    assert (attempt.status, attempt.score) == ("grader_error", None)
    assert "`autograder grade` records it" in attempt.note
