"""Run an assignment's checks with pytest and collect what became of each."""

from __future__ import annotations

import contextlib
import inspect
import io
import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from unittest import mock

import pytest
import torch
from greenlet import GreenletExit, getcurrent, greenlet

from autograder.checks.declare import CheckSpec, spec_of
from autograder.checks.rng import Rng
from autograder.checks.verdict import CheckRun, ChecksBroken, call_check, judge, not_run
from autograder.outcome import Outcome
from autograder.sandbox.session import AskedSession, Session

__all__ = ["CheckRun", "ChecksBroken", "Freshness", "OpenSession", "Suite"]


class Freshness(Enum):
    """How fresh the copy of the student's state is that answers a check."""

    USED = "the one that answered the check before, if there is one"
    FRESH = "one that has answered nothing"
    APART = "one of a notebook run anew, to which nobody can have left word of what was asked"


OpenSession = Callable[[CheckSpec, Freshness], AbstractContextManager[AskedSession]]
"""Opens a session for a check, with such a copy."""


class Suite:
    """The checks of an assignment's module, collected by pytest once and run for many notebooks.

    To begin a session of pytest and to end it takes longer than most checks, so one waits in its
    loop from one run to the next: as a greenlet, which like a generator leaves off where it is.
    """

    def __init__(self, path: Path) -> None:
        """``path``: the assignment's ``checks.py``."""
        self._path = path
        self._mine = threading.local()  # a greenlet stays in its thread

    def run(
        self,
        specs: Sequence[CheckSpec],
        student: OpenSession,
        reference: Session,
        seed: Callable[[CheckSpec], int],
        *,
        to_failure: bool = False,
        gpu: torch.device | None = None,
        settled: Sequence[CheckRun] = (),
    ) -> list[CheckRun]:
        """Run checks, in the module's order.

        Args:
            specs: those to run, of what ``collect_specs`` found; with each all that it needs.
            student: opens a session with a copy of the student's state, for one check. Checks of
                one task share a copy while they pass, for a copy costs more than most checks. What
                fails in a copy that has been used is run again in a fresh one; if it passes there,
                it must pass in a copy apart as well, for code that is asked twice knows that it
                was wrong.
            reference: the reference's session.
            seed: the seed of a check's random inputs.
            to_failure: end with the first check that does not pass.
            gpu: where checks that need a GPU have their tensors.
            settled: what became of checks that were run before, which these may need.

        Raises:
            ChecksBroken: pytest could not collect or run the module, or ran other checks.
        """
        before = {run.spec.name: run for run in settled}
        asked = _Asked(specs, student, reference, seed, to_failure, gpu, before)
        self._session().go_on(asked)
        runs = list(asked.runs.values())
        ran = [run.spec for run in runs]
        if ran != list(specs[: len(ran)] if to_failure else specs):
            raise ChecksBroken(
                f"pytest ran other checks than {self._path} declares; is one named twice?"
            )
        return runs

    def _session(self) -> _Session:
        session: _Session | None = getattr(self._mine, "session", None)
        if session is None or session.is_over:
            session = self._mine.session = _Session(self._path)
        return session


@dataclass
class _Asked:
    """One run: what is to be run, and what became of it so far."""

    specs: Sequence[CheckSpec]
    open_student: OpenSession
    reference: Session
    seed: Callable[[CheckSpec], int]
    to_failure: bool
    device: torch.device | None
    settled: Mapping[str, CheckRun]
    runs: dict[str, CheckRun] = field(default_factory=dict)


class _Session:
    """A session of pytest that waits to be asked. It ends when it is no longer referred to."""

    def __init__(self, path: Path) -> None:
        """Collect the checks. Raises ``ChecksBroken``."""
        self._path = path
        self._plugin = _Plugin()
        self._loop = greenlet(pytest.main)
        alone = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": "", "PYTEST_PLUGINS": ""}
        with mock.patch.dict(os.environ, alone):
            self.go_on(_arguments(path), [self._plugin])

    @property
    def is_over(self) -> bool:
        """Whether it cannot be asked any more."""
        return bool(self._loop.dead)

    def go_on(self, *given: object) -> None:
        """Hand over what it waits for, until it waits again. Raises ``ChecksBroken``."""
        self._loop.parent = getcurrent()
        with contextlib.redirect_stdout(io.StringIO()):
            status = self._loop.switch(*given)
        if self.is_over:
            trouble = self._plugin.trouble
            raise ChecksBroken(f"pytest could not run {self._path} ({status!s}): {trouble}")


def _arguments(path: Path) -> list[str]:
    options = ["python_functions=check_*", "python_files=checks.py"]
    # Of no use here: each costs milliseconds a run, and the last two half a second for garbage.
    without = ["terminal", "cacheprovider", "logging", "junitxml", "pastebin", "faulthandler"]
    without += ["debugging", "unittest", "doctest", "legacypath", "tmpdir", "monkeypatch"]
    without += ["recwarn", "stepwise", "setuponly", "setupplan", "freeze_support", "skipping"]
    without += ["capture", "subtests", "threadexception", "unraisableexception"]
    return [
        str(path),
        # Modules are named from the root, and kept: two of the same name would be one module.
        *("-c", os.devnull, "--rootdir", str(path.parent.parent), "--import-mode=importlib"),
        *("--confcutdir", str(path.parent)),
        *(part for option in options for part in ("-o", option)),
        *(part for name in without for part in ("-p", f"no:{name}")),
    ]


class _Plugin:
    """The pytest plugin: the loop, fixtures for checks, needs, and outcomes."""

    def __init__(self) -> None:
        self.asked: _Asked
        self.trouble = ""

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run what is asked for, as often as something is, until nobody can ask any more."""
        if self.trouble:
            return True
        with contextlib.suppress(GreenletExit):
            while True:
                waiting = getcurrent().parent
                assert waiting is not None  # only a thread's own greenlet has none
                self.asked = waiting.switch()
                self._run(session)
                del self.asked  # with its transcripts, which may be large
        return True

    def _run(self, session: pytest.Session) -> None:
        wanted = {spec.name for spec in self.asked.specs}
        items = [item for item in session.items if item.name in wanted]
        for item, following in zip(items, [*items[1:], None], strict=True):
            session.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            failed = self.asked.runs[item.name].outcome is not Outcome.PASSED
            if failed and self.asked.to_failure:
                break

    @pytest.fixture
    def student(self, request: pytest.FixtureRequest) -> Iterator[Session]:
        """The student's functions, in the sandbox, as the notebook left them."""
        run = self.asked.runs[request.node.name]
        freshness = Freshness.USED if self._follows(run) else Freshness.FRESH
        with self._session(run, freshness) as session:
            yield session

    @contextlib.contextmanager
    def _session(self, run: CheckRun, freshness: Freshness) -> Iterator[AskedSession]:
        """A session whose transcript is this run's."""
        with self.asked.open_student(run.spec, freshness) as session:
            run.replies = session.replies
            yield session

    def _follows(self, run: CheckRun) -> bool:
        """Whether it may share the copy of the check before, which passed.

        That was of the same task; or on a GPU, where a copy costs a second.
        """
        before = [one for one in self.asked.runs.values() if one is not run][-1:]
        alike = run.spec.gpu or [one.spec.task for one in before] == [run.spec.task]
        return alike and [one.outcome for one in before] == [Outcome.PASSED]

    @pytest.fixture
    def reference(self) -> Session:
        """The reference's functions, asked in the same words."""
        return self.asked.reference

    @pytest.fixture
    def gpu(self) -> torch.device:
        """The device of a check that needs a GPU."""
        if self.asked.device is None:
            raise ChecksBroken("a check that asks for `gpu` must say gpu=True in its @check")
        return self.asked.device

    @pytest.fixture
    def rng(self, request: pytest.FixtureRequest) -> Rng:
        """Random inputs of this student and this check."""
        return Rng(self.asked.seed(self.asked.runs[request.node.name].spec))

    @pytest.hookimpl
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> bool:
        """Run a check; where it fails in a copy that it shares, again in others."""
        run = self.asked.runs[pyfuncitem.name]
        wanted = inspect.signature(pyfuncitem.obj).parameters
        given = {name: pyfuncitem.funcargs[name] for name in wanted}
        try:
            call_check(pyfuncitem.obj, given)
        except Exception:
            if not self._follows(run):
                raise
            for freshness in (Freshness.FRESH, Freshness.APART):
                with self._session(run, freshness) as session:
                    anew = given | {"student": session, "rng": Rng(self.asked.seed(run.spec))}
                    call_check(pyfuncitem.obj, {name: anew[name] for name in wanted})
        return True

    @pytest.hookimpl
    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Remember why a module could not be collected."""
        if report.failed:
            self.trouble = str(report.longrepr)[-2000:]

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Skip a check unless all that it needs have passed."""
        assert isinstance(item, pytest.Function)
        spec = spec_of(item.function)
        run = self.asked.runs[item.name] = CheckRun(spec)
        needed = [{**self.asked.settled, **self.asked.runs}[name] for name in spec.needs]
        unmet = [other.spec for other in needed if other.outcome is not Outcome.PASSED]
        if unmet:
            run.outcome = Outcome.SKIPPED
            run.message = not_run(unmet[0])
            pytest.skip(run.message)

    @pytest.hookimpl
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> pytest.TestReport | None:
        """Sort an exception: the student's, or ours."""
        run = self.asked.runs.get(item.name)
        if run is None or run.outcome is Outcome.SKIPPED:
            return None
        run.seconds += call.duration
        if call.excinfo is not None:
            judge(run, call.excinfo.value)
            return _bare_report(item, call)
        if call.when == "call" and not run.replies:
            judge(run, ChecksBroken("the check asked the student's code nothing"))
        return None


def _bare_report(item: pytest.Item, call: pytest.CallInfo[None]) -> pytest.TestReport:
    """A failure without its traceback, which nobody would read and takes longer than the check."""
    assert call.when != "collect"
    return pytest.TestReport(item.nodeid, item.location, {}, "failed", None, call.when)
