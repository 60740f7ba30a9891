"""One suite of checks serves many notebooks: what became of one is nothing to the next."""

from __future__ import annotations

import contextlib
import gc
import sys
import threading
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.checks.collect import collect_specs
from autograder.checks.declare import CheckSpec
from autograder.checks.run import CheckRun, ChecksBroken, Freshness, Suite
from autograder.outcome import Outcome
from autograder.sandbox.local import LocalSession
from autograder.sandbox.session import AskedSession
from autograder.wire.answer import answer
from autograder.wire.messages import Answer, Call, Probe

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


class Student(AskedSession):
    """Answers as a student's session does, without a sandbox."""

    def __init__(self, function: Function) -> None:
        super().__init__()
        self.function = function

    def _answer(self, request: Call | Probe) -> Answer:
        return answer({"f": self.function}, request)


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


def ran(suite: Suite, path: Path, function: Function, **how: Any) -> list[CheckRun]:
    @contextlib.contextmanager
    def opened(_: CheckSpec, __: Freshness) -> Iterator[Student]:
        yield Student(function)

    specs = how.pop("specs", None) or collect_specs(path)
    return suite.run(specs, opened, LocalSession({"f": double}), lambda _: 1, **how)


def outcomes(runs: list[CheckRun]) -> list[Outcome]:
    return [run.outcome for run in runs]


def test_one_after_the_other(path: Path) -> None:
    suite = Suite(path)
    for _ in range(3):
        assert outcomes(ran(suite, path, double)) == [PASSED] * 3
        assert outcomes(ran(suite, path, triple)) == [FAILED, FAILED, SKIPPED]
        assert outcomes(ran(suite, path, double_but_two)) == [PASSED, FAILED, SKIPPED]


def test_other_checks_each_time(path: Path) -> None:
    suite, specs = Suite(path), collect_specs(path)
    for some in (specs[:1], specs[1:], specs[1:2], specs):
        assert [run.spec for run in ran(suite, path, double, specs=some)] == list(some)
    assert outcomes(ran(suite, path, triple, to_failure=True)) == [FAILED]
    assert outcomes(ran(suite, path, double)) == [PASSED] * 3
    settled = [CheckRun(specs[1])]
    assert outcomes(ran(suite, path, double, specs=specs[2:], settled=settled)) == [PASSED]


def test_the_caller_is_not_disturbed_in_between(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PYTEST_ADDOPTS", "--nonsense")
    suite, out = Suite(path), sys.stdout
    ran(suite, path, double)
    assert sys.stdout is out
    ran(suite, path, triple)
    assert capsys.readouterr() == ("", "")


def test_from_another_thread(path: Path) -> None:
    suite, found = Suite(path), []
    ran(suite, path, double)
    thread = threading.Thread(target=lambda: found.append(outcomes(ran(suite, path, triple))))
    thread.start()
    thread.join()
    assert found == [[FAILED, FAILED, SKIPPED]]
    assert outcomes(ran(suite, path, double)) == [PASSED] * 3


def test_checks_that_end_pytest_are_broken_and_the_next_run_is_as_ever(path: Path) -> None:
    suite, first = Suite(path), collect_specs(path)[:1]
    ran(suite, path, double)
    module = next(one for one in list(sys.modules.values()) if same_file(one, path))
    module.ENDS = True  # type: ignore[attr-defined]
    with pytest.raises(ChecksBroken, match="pytest could not run"):
        ran(suite, path, double, specs=first)
    module.ENDS = False  # type: ignore[attr-defined]
    assert outcomes(ran(suite, path, double)) == [PASSED] * 3


def same_file(module: object, path: Path) -> bool:
    return getattr(module, "__file__", None) == str(path)


def test_transcripts_are_not_kept(path: Path) -> None:
    suite = Suite(path)
    run, *_ = ran(suite, path, double)
    reply = weakref.ref(run.replies[0])
    del run, _
    gc.collect()
    assert reply() is None


def test_nobody_is_told_when_it_is_no_longer_wanted(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    suite = Suite(path)
    ran(suite, path, double)
    loop = weakref.ref(suite._session()._loop)
    del suite
    gc.collect()
    assert loop() is None
    assert capsys.readouterr() == ("", "")
