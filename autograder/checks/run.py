"""Run an assignment's checks with pytest and collect what became of each."""

from __future__ import annotations

import contextlib
import io
import os
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from unittest import mock

import pytest
import torch
from greenlet import getcurrent, greenlet

from autograder.checks.declare import CheckSpec
from autograder.checks.freshness import OpenSession
from autograder.checks.plugin import Asked, Plugin
from autograder.checks.verdict import CheckRun, ChecksBroken
from autograder.sandbox.session import Session


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
        asked = Asked(specs, student, reference, seed, to_failure, gpu, before)
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


class _Session:
    """A session of pytest that waits to be asked. It ends when it is no longer referred to."""

    def __init__(self, path: Path) -> None:
        """Collect the checks. Raises ``ChecksBroken``."""
        self._path = path
        self._plugin = Plugin()
        self._loop = greenlet(pytest.main)
        alone = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": "", "PYTEST_PLUGINS": ""}
        with mock.patch.dict(os.environ, alone):
            self.go_on(_arguments(path), [self._plugin])

    @property
    def is_over(self) -> bool:
        """Whether it cannot be asked any more."""
        return bool(self._loop.dead)

    def go_on(self, *given: object) -> None:
        """Hand over what it waits for, until it waits again.

        Raises:
            ChecksBroken: pytest has ended.
            KeyboardInterrupt: so it has, for somebody pressed Ctrl-C.
        """
        self._loop.parent = getcurrent()
        with contextlib.redirect_stdout(io.StringIO()):
            status = self._loop.switch(*given)
        if self._plugin.interrupted:
            raise KeyboardInterrupt
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
