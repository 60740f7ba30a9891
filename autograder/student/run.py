"""Run a bundle's visible checks: plain calls of plain functions, without pytest."""

from __future__ import annotations

import inspect
import linecache
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any

from autograder.checks.declare import probe
from autograder.checks.rng import Rng
from autograder.checks.verdict import CheckRun, call_check, judge, not_run
from autograder.outcome import WRONG, Outcome, StudentProblem
from autograder.sandbox.session import AskedSession, ProbeFunction, Reply, Session, source_of
from autograder.seeds import public_seed
from autograder.student.bundle import Bundle, VisibleCheck
from autograder.student.replay import CannotTry, Replay
from autograder.wire.decoding import decode
from autograder.wire.messages import Probe, Returned


class OwnFunctions(AskedSession):
    """A student's functions on the student's machine, where there is nothing right to lend.

    The grader lends right helpers to a function that fails with the student's own; here it has
    its own only, and ``unlent`` names those that the mistake may be in.
    """

    def __init__(self) -> None:
        super().__init__()
        self.unlent: list[str] = []

    def run(self, probe: ProbeFunction, *args: Any, lend: Sequence[ProbeFunction] = ()) -> Reply:
        """Run a probe with the student's own helpers."""
        self.unlent += [one.__name__ for one in lend if one.__name__ not in self.unlent]
        return super().run(probe, *args)

    def helpers_of(self, task: str) -> list[str]:
        """Those of ``unlent`` that a task's function uses."""
        answer = self._answer(Probe(_names_used.__name__, source_of(_names_used), [task]))
        names = decode(answer.value) if isinstance(answer, Returned) else self.unlent
        return [name for name in self.unlent if name in names and name != task]


OpenOwn = Callable[[VisibleCheck], AbstractContextManager[OwnFunctions]]


class Lendable:
    """Stands for a right helper, which a student does not get."""

    def __init__(self, name: str) -> None:
        self.__name__ = name


def run_visible(bundle: Bundle, checks: Sequence[VisibleCheck], student: OpenOwn) -> list[CheckRun]:
    """Run these checks of the bundle; ``student`` opens a session for each of them."""
    replay, file = Replay(bundle.answers), f"<checks of {bundle.slug}>"
    stand_ins = {"recorded": replay.oracle, "lendable": Lendable}
    functions = defined("\n".join(bundle.source), file, stand_ins)
    return run_functions(functions, bundle.slug, checks, student, replay)


def defined(text: str, file: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """What a module of checks defines; the text is kept, since probes are read from it again."""
    linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
    names = {"__name__": file, **given}
    exec(compile(text, file, "exec"), names)
    return names


def run_functions(
    functions: Mapping[str, Any],
    slug: str,
    checks: Sequence[VisibleCheck],
    student: OpenOwn,
    reference: Session,
) -> list[CheckRun]:
    """Run checks, in order, that ``functions`` holds by name."""
    runs: dict[str, CheckRun] = {}
    for check in checks:
        run = runs[check.name] = CheckRun(check.spec)
        lacking = [name for name in check.needs if not _has_passed(runs.get(name))]
        if lacking:
            _skip(run, not_run(runs[lacking[0]].spec))
        else:
            _run(run, functions[check.name], slug, student(check), reference)
    return list(runs.values())


def _has_passed(run: CheckRun | None) -> bool:
    return run is not None and run.outcome is Outcome.PASSED


def _skip(run: CheckRun, why: str) -> None:
    run.outcome, run.message = Outcome.SKIPPED, why


def _run(
    run: CheckRun,
    function: Callable[..., None],
    slug: str,
    student: AbstractContextManager[OwnFunctions],
    reference: Session,
) -> None:
    started = time.perf_counter()
    try:
        with student as session:
            run.replies = session.replies
            _judge(run, function, slug, session, reference)
    except StudentProblem as problem:
        judge(run, problem)
    run.seconds = time.perf_counter() - started


def _judge(
    run: CheckRun,
    function: Callable[..., None],
    slug: str,
    session: OwnFunctions,
    reference: Session,
) -> None:
    given: dict[str, Any] = {"student": session, "reference": reference}
    wanted = inspect.signature(function).parameters
    if "rng" in wanted:
        given["rng"] = Rng(public_seed(slug, run.spec.name))
    try:
        call_check(function, {name: given[name] for name in wanted})
    except CannotTry as reason:
        _skip(run, f"This check cannot be tried here: {reason}.")
    except Exception as error:
        judge(run, error)
        if run.outcome is Outcome.GRADER_ERROR:
            _skip(run, f"This check cannot be tried here: {error}.")
        elif run.outcome in WRONG and session.unlent:
            _own_up(run, session.helpers_of(run.spec.task))


def _own_up(run: CheckRun, helpers: Sequence[str]) -> None:
    """Say where else the mistake may be."""
    if helpers:
        *rest, last = [f"`{name}`" for name in helpers]
        named = f"{', '.join(rest)} and {last}" if rest else last
        run.message += (
            f" It uses your {named}, and the mistake may be there, so look at that first;"
            " the grader also tries this with right ones."
        )


@probe
def _names_used(ns, task):  # type: ignore[no-untyped-def]
    """The names that a function uses, and the functions among them, and so on."""
    found, todo = [], [task]
    while todo:
        name = todo.pop()
        if name in found:
            continue
        found.append(name)
        try:
            codes = [getattr(ns, name).__code__]
        except Exception:
            continue
        for code in codes:  # grows: a function may hold others
            todo += code.co_names
            codes += [part for part in code.co_consts if hasattr(part, "co_names")]
    return found
