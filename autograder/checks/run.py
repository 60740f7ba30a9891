"""Run an assignment's checks with pytest and collect what became of each."""

from __future__ import annotations

import ast
import contextlib
import importlib.util
import inspect
import io
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from unittest import mock

import pytest
import torch

from autograder.checks.declare import CheckSpec, is_check, spec_of
from autograder.checks.rng import Rng
from autograder.checks.verdict import CheckRun, ChecksBroken, call_check, judge, not_run
from autograder.outcome import Outcome
from autograder.sandbox.session import AskedSession, Session

__all__ = ["CheckRun", "ChecksBroken", "Freshness", "OpenSession", "collect_specs", "run_checks"]


class Freshness(Enum):
    """How fresh the copy of the student's state is that answers a check."""

    USED = "the one that answered the check before, if there is one"
    FRESH = "one that has answered nothing"
    APART = "one of a notebook run anew, to which nobody can have left word of what was asked"


OpenSession = Callable[[CheckSpec, Freshness], AbstractContextManager[AskedSession]]
"""Opens a session for a check, with such a copy."""


def collect_specs(path: Path) -> tuple[CheckSpec, ...]:
    """The checks that a module declares, in its order. Raises ``ChecksBroken``."""
    return tuple(check_functions(path))


def check_functions(path: Path) -> dict[CheckSpec, Callable[..., None]]:
    """The functions of the checks that a module declares. Raises ``ChecksBroken``."""
    spec = importlib.util.spec_from_file_location(f"checks_of_{path.parent.name}", path)
    if spec is None or spec.loader is None:
        raise ChecksBroken(f"{path} is not a Python file")
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except (Exception, SystemExit) as error:
        raise ChecksBroken(f"{path} does not run: {type(error).__name__}: {error}") from error
    functions = {spec_of(thing): thing for thing in vars(module).values() if is_check(thing)}
    _require_all_judged(path, {spec.name for spec in functions})
    return functions


def _require_all_judged(path: Path, declared: set[str]) -> None:
    """A function that looks like a check and is none would pass everybody, unseen."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    written = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
    looks = [name for name in written if name.startswith("check_")]
    for name in sorted(declared ^ set(looks)):
        raise ChecksBroken(f"{path}: {name} must be named check_... and have @check above it")
    if len(looks) > len(set(looks)):
        raise ChecksBroken(f"{path} defines a check twice under one name")


def run_checks(
    path: Path,
    specs: Sequence[CheckSpec],
    student: OpenSession,
    reference: Session,
    seed: Callable[[CheckSpec], int],
    *,
    to_failure: bool = False,
    gpu: torch.device | None = None,
    settled: Sequence[CheckRun] = (),
) -> list[CheckRun]:
    """Run checks of the module at ``path``, in its order.

    Args:
        path: the assignment's ``checks.py``.
        specs: those to run, of what ``collect_specs`` found there; with each all that it needs.
        student: opens a session with a copy of the student's state, for one check. Checks of
            one task share a copy while they pass, for a copy costs more than most checks. What
            fails in a copy that has been used is run again in a fresh one; if it passes there, it
            must pass in a copy apart as well, for code that is asked twice knows that it was wrong.
        reference: the reference's session.
        seed: the seed of a check's random inputs.
        to_failure: end with the first check that does not pass.
        gpu: where checks that need a GPU have their tensors.
        settled: what became of checks that were run before, which these may need.

    Raises:
        ChecksBroken: pytest could not collect or run the module, or ran other checks.
    """
    plugin = _Plugin([spec.name for spec in specs], student, reference, seed, gpu)
    plugin.settled = {run.spec.name: run for run in settled}
    quiet = io.StringIO()
    alone = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": "", "PYTEST_PLUGINS": ""}
    with mock.patch.dict(os.environ, alone), contextlib.redirect_stdout(quiet):
        status = pytest.main([*_arguments(path), *["-x"] * to_failure], plugins=[plugin])
    runs = list(plugin.runs.values())
    if status not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        raise ChecksBroken(f"pytest could not run {path} ({status!s}): {plugin.trouble}")
    ran = [run.spec for run in runs]
    if ran != list(specs[: len(ran)] if to_failure else specs):
        raise ChecksBroken(f"pytest ran other checks than {path} declares; is one named twice?")
    return runs


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


@dataclass
class _Plugin:
    """The pytest plugin: fixtures for checks, needs, and outcomes."""

    wanted: Sequence[str]
    open_student: OpenSession
    open_reference: Session
    seed: Callable[[CheckSpec], int]
    device: torch.device | None
    settled: dict[str, CheckRun] = field(default_factory=dict)
    runs: dict[str, CheckRun] = field(default_factory=dict)
    trouble: str = ""

    @pytest.fixture
    def student(self, request: pytest.FixtureRequest) -> Iterator[Session]:
        """The student's functions, in the sandbox, as the notebook left them."""
        run = self.runs[request.node.name]
        freshness = Freshness.USED if self._follows(run) else Freshness.FRESH
        with self._session(run, freshness) as session:
            yield session

    @contextlib.contextmanager
    def _session(self, run: CheckRun, freshness: Freshness) -> Iterator[AskedSession]:
        """A session whose transcript is this run's."""
        with self.open_student(run.spec, freshness) as session:
            run.replies = session.replies
            yield session

    def _follows(self, run: CheckRun) -> bool:
        """Whether it may share the copy of the check before, which passed.

        That was of the same task; or on a GPU, where a copy costs a second.
        """
        before = [one for one in self.runs.values() if one is not run][-1:]
        alike = run.spec.gpu or [one.spec.task for one in before] == [run.spec.task]
        return alike and [one.outcome for one in before] == [Outcome.PASSED]

    @pytest.fixture
    def reference(self) -> Session:
        """The reference's functions, asked in the same words."""
        return self.open_reference

    @pytest.fixture
    def gpu(self) -> torch.device:
        """The device of a check that needs a GPU."""
        if self.device is None:
            raise ChecksBroken("a check that asks for `gpu` must say gpu=True in its @check")
        return self.device

    @pytest.fixture
    def rng(self, request: pytest.FixtureRequest) -> Rng:
        """Random inputs of this student and this check."""
        return Rng(self.seed(self.runs[request.node.name].spec))

    @pytest.hookimpl
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> bool:
        """Run a check; where it fails in a copy that it shares, again in others."""
        run = self.runs[pyfuncitem.name]
        wanted = inspect.signature(pyfuncitem.obj).parameters
        given = {name: pyfuncitem.funcargs[name] for name in wanted}
        try:
            call_check(pyfuncitem.obj, given)
        except Exception:
            if not self._follows(run):
                raise
            for freshness in (Freshness.FRESH, Freshness.APART):
                with self._session(run, freshness) as session:
                    anew = given | {"student": session, "rng": Rng(self.seed(run.spec))}
                    call_check(pyfuncitem.obj, {name: anew[name] for name in wanted})
        return True

    @pytest.hookimpl
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Run only what is wanted."""
        items[:] = [item for item in items if item.name in self.wanted]

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
        run = self.runs[item.name] = CheckRun(spec)
        needed = [(self.settled | self.runs)[name] for name in spec.needs]
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
        run = self.runs.get(item.name)
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
