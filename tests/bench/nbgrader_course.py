"""The real nbgrader: a course folder of its own, graded by ``nbgrader autograde``.

The released notebook is the course's source, so its visible tests give each task's points. Its
settings, its kernels' and its database lie in a folder that is thrown away.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from tree import ROOT, CommandFailed, Cost, cost_of

_CONFIG = 'c = get_config()\nc.CourseDirectory.course_id = "bench"\n'
_SCORES = """
    SELECT submitted_assignment.student_id, SUM(grade.auto_score)
    FROM grade
    JOIN submitted_notebook ON grade.notebook_id = submitted_notebook.id
    JOIN submitted_assignment ON submitted_notebook.assignment_id = submitted_assignment.id
    GROUP BY submitted_assignment.student_id
"""


class NbgraderCourse:
    """A course with one assignment, generated and ready to be graded again and again."""

    def __init__(self, folder: Path, slug: str, max_score: float) -> None:
        """Make it; takes some seconds."""
        self._folder = folder
        self._slug = slug
        self._max_score = max_score
        self._environment = _environment(folder)
        prepared = folder / "prepared"
        source = prepared / "source" / slug
        source.mkdir(parents=True)
        shutil.copy(ROOT / "assignments" / slug / f"{slug}.ipynb", source)
        (prepared / "nbgrader_config.py").write_text(_CONFIG)
        self._nbgrader(prepared, "generate_assignment", memory=False)

    def grade(self, submitted: Path, memory: bool = False) -> Cost:
        """What it costs to grade a class with right answers. Raises ``CommandFailed``."""
        course = self._folder / "course"
        shutil.rmtree(course, ignore_errors=True)
        shutil.copytree(self._folder / "prepared", course)
        shutil.copytree(submitted, course / "submitted")
        cost = self._nbgrader(course, "autograde", memory)
        self._require_all_right(course, {path.name for path in submitted.iterdir()})
        return cost

    def _nbgrader(self, course: Path, command: str, memory: bool) -> Cost:
        line = [sys.executable, "-m", "nbgrader", command, self._slug]
        return cost_of(line, course, self._environment, memory=memory)

    def _require_all_right(self, course: Path, students: set[str]) -> None:
        """A notebook that was not run, or not scored, would make it look fast."""
        with closing(sqlite3.connect(course / "gradebook.db")) as connection:
            scores = dict(connection.execute(_SCORES).fetchall())
        if scores != dict.fromkeys(students, self._max_score):
            raise CommandFailed(f"nbgrader gave {scores}, not {self._max_score} to each")


def _environment(folder: Path) -> Mapping[str, str]:
    home = folder / "home"
    places = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    for place in places:
        (home / place).mkdir(parents=True)
    return {
        **os.environ,
        **{place: str(home / place) for place in places},
        "HOME": str(home),
        # It starts `alembic`, and the kernel `python`, by name.
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
