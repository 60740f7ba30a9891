"""Executed notebooks where nbgrader's formgrader looks for them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

from autograder.bridge.executed import executed_notebook
from autograder.course.assignment import Assignment
from autograder.course.notebook import starter
from autograder.grading.collect import entries
from autograder.grading.notebook import NotebookError
from autograder.grading.submission import Submission, submissions
from gradebook.records import Attempt
from gradebook.store import Gradebook


def write_autograded(
    gradebook: Gradebook, course: dict[str, Assignment], course_dir: Path
) -> Iterator[str]:
    """Write ``autograded/<student>/<slug>/<slug>.ipynb`` for what lies in ``submitted/``.

    Yields a sentence for each submission that cannot be shown. Raises ``NothingThere`` and
    ``OSError``.
    """
    found, _ = submissions(entries(course_dir / "submitted"), list(course))
    handed_in = {(one.student, one.slug): one for one in found}
    starters = {slug: starter(assignment) for slug, assignment in course.items()}
    for grade in gradebook.grades():
        slug, student = grade.assignment.slug, grade.student.id
        if grade.attempt_id is None or slug not in course:
            continue
        attempt = gradebook.history(student, slug)[grade.attempt_id]
        try:
            content = _content(attempt, handed_in.get((student, slug)))
            notebook = executed_notebook(content, attempt.cells, starters[slug])
        except (NotebookError, _NotShown) as error:
            yield f"{student}/{slug} is not shown: {error}"
            continue
        text = json.dumps(notebook, ensure_ascii=True, indent=1) + "\n"
        _write(course_dir / "autograded" / student / slug / f"{slug}.ipynb", text)


class _NotShown(Exception):
    """Why there is no notebook that could be shown."""


def _content(attempt: Attempt, submission: Submission | None) -> bytes:
    """The file that was graded."""
    if attempt.student_id in (".", "..") or {os.sep, "\0"} & set(attempt.student_id):
        raise _NotShown("the student's id is no name of a folder")
    if submission is None:
        raise _NotShown("submitted/ does not have it")
    if submission.sha256 != attempt.notebook_sha256:
        raise _NotShown("submitted/ has another notebook than was graded")
    return submission.content


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.partial")
    partial.write_text(text, encoding="utf-8")
    partial.replace(path)
