"""``%check``: the visible checks on the functions that the kernel has now."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from IPython.core.magic import Magics, line_magic, magics_class
from IPython.core.magic_arguments import argument, magic_arguments, parse_argstring
from IPython.display import display

from autograder.checks.verdict import CheckRun
from autograder.outcome import Outcome
from autograder.student.beside import bundle_of_kernel
from autograder.student.bundle import Bundle, StudentError, VisibleCheck, load
from autograder.student.live import LiveSession, undisturbed
from autograder.student.run import run_visible
from autograder.student.table import Table
from autograder.wire.messages import Missing


@magics_class
class CheckMagics(Magics):
    """The magics of ``%load_ext autograder``."""

    @magic_arguments()
    @argument("tasks", nargs="*", help="Only the checks of these tasks.")
    @argument("--bundle", metavar="FILE", help="The .checks.json file, if it lies elsewhere.")
    @line_magic
    def check(self, line: str) -> None:
        """Run the visible checks on your functions as they are now.

        Without arguments, those of every task. Your variables, random numbers and figures stay
        as they are.
        """
        wanted = parse_argstring(self.check, line)
        try:
            bundle = _bundle(wanted.bundle, self.shell.user_ns)
            checks = _chosen(bundle, wanted.tasks)
        except StudentError as error:
            print(f"%check: {error}")  # noqa: T201 - one sentence below the cell
            return
        if checks:
            display(Table(bundle, run_live(self.shell, bundle, checks), wanted.tasks))
        else:
            print(_without(bundle, wanted.tasks))  # noqa: T201


def _bundle(named: str | None, names: dict[str, Any]) -> Bundle:
    if named:
        return load(Path(named.strip("\"'")).expanduser())  # IPython keeps the quotes
    return bundle_of_kernel(names, os.environ)


def _chosen(bundle: Bundle, tasks: Sequence[str]) -> list[VisibleCheck]:
    known = [task.name for task in bundle.tasks]
    for name in tasks:
        if name not in known:
            raise StudentError(
                f"no task is called {name!r} in {bundle.slug}; there are {', '.join(known)}."
            )
    return [check for check in bundle.checks if not tasks or check.task in tasks]


def _without(bundle: Bundle, tasks: Sequence[str]) -> str:
    points = sum(task.points for task in bundle.tasks if not tasks or task.name in tasks)
    return (
        f"{', '.join(tasks) or bundle.title}: no check is visible; hidden checks decide all "
        f"{points:g} points. The test below the task is a first try."
    )


def run_live(shell: Any, bundle: Bundle, checks: Sequence[VisibleCheck]) -> list[CheckRun]:
    """Run checks on a kernel's functions; ``shell`` is IPython's. An interrupt ends it."""
    places: dict[str, str] = {}

    @contextmanager
    def student(check: VisibleCheck) -> Iterator[LiveSession]:
        session = LiveSession(shell)
        try:
            yield session
        finally:
            places[check.name] = session.place

    with undisturbed(shell.user_ns):
        runs = run_visible(bundle, checks, student)
    for run in runs:
        _tell_where(run, places.get(run.spec.name, ""))
        _tell_time(run, bundle.limits.check_seconds)
    return runs


def _tell_where(run: CheckRun, place: str) -> None:
    """Where in the notebook; what it lacks may be in a cell that was not run."""
    if run.outcome is Outcome.ERRORED and place:
        run.message += f" This was in {place}."
    last = run.replies[-1].answer if run.replies else None
    if run.outcome is Outcome.MISSING and isinstance(last, Missing):
        run.message = f"`{last.name}` is not defined yet: run the cell that defines it, then this."


def _tell_time(run: CheckRun, allowed: float) -> None:
    if run.seconds > allowed:
        run.message += (
            f" It took {run.seconds:.0f} seconds; the grader stops a check after {allowed:g}."
        )
