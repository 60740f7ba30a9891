"""One suite of checks serves many notebooks: what became of one is nothing to the next."""

from __future__ import annotations

import gc
import sys
import threading
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from autograder.checks.collect import collect_specs
from autograder.checks.freshness import OpenSession
from autograder.checks.run import Suite
from autograder.checks.verdict import CheckRun, ChecksBroken
from autograder.outcome import Outcome
from autograder.sandbox.local import LocalSession

TEXT = '''
import pytest
from autograder.checks import agree, check

ENDS = False

@check("f")
def check_first(student, reference, rng):
    """Words."""
    if ENDS:
        pytest.exit("enough")
    x = rng.normal(3)
    agree(student.call("f", x), reference.call("f", x))

@check("f")
def check_second(student, reference):
    """Words."""
    agree(student.call("f", 2), reference.call("f", 2))

@check("g", needs=[check_second])
def check_third(student, reference):
    """Words."""
    agree(student.call("f", 3), reference.call("f", 3))
'''
PASSED, FAILED, SKIPPED = Outcome.PASSED, Outcome.FAILED, Outcome.SKIPPED
Function = Callable[[Any], Any]
Ran = Callable[..., list[CheckRun]]


def double(x: Any) -> Any:
    return x * 2


def triple(x: Any) -> Any:
    return x * 3


def double_but_two(x: Any) -> Any:
    return x * 3 if isinstance(x, int) and x == 2 else x * 2


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "checks.py"
    made.write_text(TEXT, encoding="utf-8")
    return made


@pytest.fixture
def ran(path: Path, opening: Callable[..., OpenSession]) -> Ran:
    """Runs a suite for a student's function: all checks, or those ``specs``."""

    def made(suite: Suite, function: Function, **how: Any) -> list[CheckRun]:
        specs, ours = how.pop("specs", None) or collect_specs(path), LocalSession({"f": double})
        student = {"f": function, "ended": how.pop("ended", bool)}
        return suite.run(specs, opening(student), ours, lambda _: 1, **how)

    return made


def outcomes(runs: list[CheckRun]) -> list[Outcome]:
    return [run.outcome for run in runs]


def test_one_after_the_other(path: Path, ran: Ran) -> None:
    suite = Suite(path)
    for _ in range(3):
        assert outcomes(ran(suite, double)) == [PASSED] * 3
        assert outcomes(ran(suite, triple)) == [FAILED, FAILED, SKIPPED]
        assert outcomes(ran(suite, double_but_two)) == [PASSED, FAILED, SKIPPED]


def test_other_checks_each_time(path: Path, ran: Ran) -> None:
    suite, specs = Suite(path), collect_specs(path)
    for some in (specs[:1], specs[1:], specs[1:2], specs):
        assert [run.spec for run in ran(suite, double, specs=some)] == list(some)
    assert outcomes(ran(suite, triple, to_failure=True)) == [FAILED]
    assert outcomes(ran(suite, double)) == [PASSED] * 3
    settled = [CheckRun(specs[1])]
    assert outcomes(ran(suite, double, specs=specs[2:], settled=settled)) == [PASSED]


def test_the_caller_is_not_disturbed_in_between(
    path: Path, ran: Ran, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PYTEST_ADDOPTS", "--nonsense")
    suite, out = Suite(path), sys.stdout
    ran(suite, double)
    assert sys.stdout is out
    ran(suite, triple)
    assert capsys.readouterr() == ("", "")


def test_from_another_thread(path: Path, ran: Ran) -> None:
    suite, found = Suite(path), []
    ran(suite, double)
    thread = threading.Thread(target=lambda: found.append(outcomes(ran(suite, triple))))
    thread.start()
    thread.join()
    assert found == [[FAILED, FAILED, SKIPPED]]
    assert outcomes(ran(suite, double)) == [PASSED] * 3


def test_checks_that_end_pytest_are_broken_and_the_next_run_is_as_ever(
    path: Path, ran: Ran
) -> None:
    suite, first = Suite(path), collect_specs(path)[:1]
    ran(suite, double)
    module = next(one for one in list(sys.modules.values()) if same_file(one, path))
    module.ENDS = True  # type: ignore[attr-defined]
    with pytest.raises(ChecksBroken, match="pytest could not run"):
        ran(suite, double, specs=first)
    module.ENDS = False  # type: ignore[attr-defined]
    assert outcomes(ran(suite, double)) == [PASSED] * 3


def same_file(module: object, path: Path) -> bool:
    return getattr(module, "__file__", None) == str(path)


def test_transcripts_are_not_kept(path: Path, ran: Ran) -> None:
    suite = Suite(path)
    run, *_ = ran(suite, double)
    reply = weakref.ref(run.replies[0])
    del run, _
    gc.collect()
    assert reply() is None


def test_nobody_is_told_when_it_is_no_longer_wanted(
    path: Path, ran: Ran, capsys: pytest.CaptureFixture[str]
) -> None:
    suite = Suite(path)
    ran(suite, double)
    loop = weakref.ref(suite._session()._loop)
    del suite
    gc.collect()
    assert loop() is None
    assert capsys.readouterr() == ("", "")


def test_ctrl_c_stops_the_caller_and_breaks_nothing(path: Path, ran: Ran) -> None:
    suite = Suite(path)
    with pytest.raises(KeyboardInterrupt):
        ran(suite, double, ended=mock.Mock(side_effect=KeyboardInterrupt))
    assert outcomes(ran(suite, double)) == [PASSED] * 3
