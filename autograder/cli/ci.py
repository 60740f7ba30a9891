"""What CI servers read: options that `grade` and `judge` share, and the files these ask for."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from autograder.cli import exits

if TYPE_CHECKING:
    from autograder.ci.annotation import Annotation
    from autograder.grading.submission import Submission
    from gradebook.records import CheckResult, Grade
    from gradebook.store import Gradebook

Graded = Iterable[tuple["Grade", Sequence["CheckResult"]]]
_FILE = click.Path(dir_okay=False, writable=True, path_type=Path)
_OPTIONS = (
    click.option("--ci", is_flag=True, help="For a CI server: annotations for GitHub on standard "
                 "output, no colours and no progress bar."),
    click.option("--junit", type=_FILE, help="Write every check's result as JUnit XML: a failure "
                 "is the student's, an error is ours. Names hidden checks."),
    click.option("--summary", type=_FILE, help="Write marks, and the messages of visible checks, "
                 "as Markdown."),
    click.option("--json", "document", type=_FILE, help="Write grades with all checks as JSON "
                 "(docs/grades.schema.json). Names hidden checks."),
    click.option("--code-quality", type=_FILE, help="Write annotations as GitLab's code quality "
                 "report."),
    click.option("--fail-under", type=click.FloatRange(0, 100), metavar="PERCENT",
                 help="End with status 4 where a score is below this share of the points."),
)  # fmt: skip


@dataclass(frozen=True)
class Reports:
    """Which reports are wanted, and the log that annotations go to."""

    log: TextIO
    ci: bool = False
    junit: Path | None = None
    summary: Path | None = None
    document: Path | None = None
    code_quality: Path | None = None
    fail_under: float | None = None

    def write(
        self,
        gradebook: Gradebook,
        root: Path,
        found: Sequence[Submission],
        now: Collection[tuple[str, str]],
    ) -> bool:
        """Write what is wanted about the submissions found; tells whether all scores suffice.

        Args:
            gradebook: where their grades are.
            root: the path that they were found at.
            found: the submissions.
            now: those graded in this run, by student and assignment: they are annotated.
        """
        from autograder.ci.github import workflow_command
        from autograder.ci.gitlab import write_code_quality

        submitted = {(one.student, one.slug): one for one in found}
        everyone = gradebook.grades() if self._wanted else []
        grades = [grade for grade in everyone if _key(grade) in submitted]
        for path, write in self._files():
            with path.open("w", encoding="utf-8", newline="\n") as stream:
                write(gradebook.with_checks(grades), stream)
        if self.code_quality:
            with self.code_quality.open("w", encoding="utf-8", newline="\n") as stream:
                write_code_quality(_notes(gradebook, grades, submitted, root), stream)
        if self.ci:
            fresh = [grade for grade in grades if _key(grade) in now]
            for note in _notes(gradebook, fresh, submitted, root):
                self.log.write(workflow_command(note) + "\n")
            self.log.flush()
        return not any(map(self._is_below, grades))

    @property
    def _wanted(self) -> bool:
        files = self.junit, self.summary, self.document, self.code_quality
        return self.ci or any(files) or self.fail_under is not None

    def _files(self) -> Iterator[tuple[Path, Callable[[Graded, TextIO], None]]]:
        from gradebook.exports.document import write_document
        from gradebook.exports.junit import write_junit
        from gradebook.exports.summary import write_summary

        writers = (
            (self.junit, write_junit),
            (self.summary, write_summary),
            (self.document, write_document),
        )
        return ((path, write) for path, write in writers if path is not None)

    def _is_below(self, grade: Grade) -> bool:
        if self.fail_under is None or grade.score is None:
            return False
        return 100 * grade.score < self.fail_under * grade.max_score


def reporting(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options; the command gets ``reports``, and nothing it prints acts in a CI log."""

    @functools.wraps(command)
    def run(
        *,
        ci: bool,
        junit: Path | None,
        summary: Path | None,
        document: Path | None,
        code_quality: Path | None,
        fail_under: float | None,
        **others: Any,
    ) -> Any:
        named = {
            "--junit": junit,
            "--summary": summary,
            "--json": document,
            "--code-quality": code_quality,
        }
        for option, path in named.items():
            _require_folder(option, path)
        with _log(ci) as log:
            reports = Reports(log, ci, junit, summary, document, code_quality, fail_under)
            return command(reports=reports, **others)

    for option in reversed(_OPTIONS):
        run = option(run)
    return run


def _require_folder(option: str, path: Path | None) -> None:
    """End with a usage error where that file could not be written, before anything is done."""
    if path is None or path.exists():  # and then click has made sure that it may be written
        return
    if not path.parent.exists():
        why = f"there is no folder {path.parent}"
    elif not path.parent.is_dir():
        why = f"{path.parent} is no folder"
    elif not os.access(path.parent, os.W_OK | os.X_OK):
        why = f"nothing may be written into {path.parent}"
    else:
        return
    told = f"{option} {path} cannot be written: {why}"
    exits.fail(f"{told}; name another file, or make the folder first", exits.USAGE)


@contextmanager
def _log(ci: bool) -> Iterator[TextIO]:
    """The real standard output; with ``ci``, all else that is printed can do nothing in it."""
    if not ci:
        yield sys.stdout
        return
    from autograder.ci.github import HarmlessLog

    os.environ.pop("FORCE_COLOR", None)
    os.environ["NO_COLOR"] = "1"
    real = sys.stdout, sys.stderr
    guards = HarmlessLog(sys.stdout), HarmlessLog(sys.stderr)
    sys.stdout, sys.stderr = guards
    try:
        yield real[0]
    finally:
        sys.stdout, sys.stderr = real
        for guard in guards:
            guard.finish()


def changed(found: Sequence[Submission], since: str | None, root: Path) -> list[Submission]:
    """Those that git says changed since a commit; all where none is named."""
    from autograder.ci.changed import UnknownChange, changed_since, only_changed

    if since is None:
        return list(found)
    if root.suffix == ".zip":
        exits.fail("--changed-since asks git about files, so it needs a folder", exits.USAGE)
    try:
        return only_changed(found, changed_since(since, root))
    except UnknownChange as error:
        exits.fail(str(error), exits.USAGE)


def _notes(
    gradebook: Gradebook,
    grades: Sequence[Grade],
    submitted: dict[tuple[str, str], Submission],
    root: Path,
) -> Iterator[Annotation]:
    from autograder.ci.annotation import annotate

    for grade, checks in gradebook.with_checks(grades):
        submission = submitted[_key(grade)]
        if submission.path is not None:
            path = root / submission.path if root.is_dir() else root
            # What counts may be another notebook, whose lines are not these.
            own = checks if submission.sha256 == grade.notebook_sha256 else ()
            yield from annotate(os.path.relpath(path), submission.content, grade, own)


def _key(grade: Grade) -> tuple[str, str]:
    return grade.student.id, grade.assignment.slug
