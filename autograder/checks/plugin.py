"""What pytest is told of checks: how to run those that are asked for, and what becomes of them."""

from __future__ import annotations

import contextlib
import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pytest
import torch
from greenlet import GreenletExit, getcurrent

from autograder.checks.declare import CheckSpec, spec_of
from autograder.checks.freshness import Freshness, OpenSession
from autograder.checks.rng import Rng
from autograder.checks.verdict import CheckRun, ChecksBroken, call_check, judge, not_run
from autograder.outcome import Outcome
from autograder.sandbox.session import AskedSession, Session


@dataclass
class Asked:
    """One run: what is to be run, and what became of it so far."""

    specs: Sequence[CheckSpec]
    open_student: OpenSession
    reference: Session
    seed: Callable[[CheckSpec], int]
    to_failure: bool
    device: torch.device | None
    settled: Mapping[str, CheckRun]
    runs: dict[str, CheckRun] = field(default_factory=dict)


class Plugin:
    """The loop, fixtures for checks, needs, and outcomes.

    Attributes:
        trouble: why the module could not be collected.
        interrupted: whether Ctrl-C ended the loop.
    """

    def __init__(self) -> None:
        self.asked: Asked
        self.trouble = ""
        self.interrupted = False

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

    @pytest.hookimpl
    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Tell Ctrl-C from a check that ends pytest."""
        self.interrupted = isinstance(excinfo.value, KeyboardInterrupt)

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
