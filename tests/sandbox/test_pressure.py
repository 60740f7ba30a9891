"""A busy machine makes nobody's code slow: what a box waits for a processor is not its time."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

import pytest

from autograder.outcome import Outcome, StudentProblem
from autograder.sandbox import patience, watch
from autograder.sandbox.box import Box
from autograder.sandbox.patience import Patience
from autograder.sandbox.pressure import require_disk, seconds_stalled
from autograder.sandbox.student import StudentSession
from autograder.sandbox.zygote import SandboxError, Zygote
from autograder.wire.control import LAYERS
from autograder.wire.limits import Limits

LIMITS = Limits(check_seconds=0.5, slack=1)
CORE = min(os.sched_getaffinity(0))
CODE = f"""
import os, time
os.sched_setaffinity(0, [{CORE}])
def burn():
    start = time.process_time()
    while time.process_time() < start + 0.3: pass
    return 1
def nap():
    time.sleep(2)
    return 1
def sleep():
    time.sleep(60)
"""


@pytest.fixture(autouse=True)
def _no_slack(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "_WALL_SECONDS", 0.5)


@pytest.fixture
def _busy() -> Iterator[None]:
    """One processor on which eight others want to run all the time."""
    spin = f"import os\nos.sched_setaffinity(0, [{CORE}])\nwhile True: pass"
    # Each in a session of its own, since a kernel may share out by session.
    others = [
        subprocess.Popen([sys.executable, "-S", "-c", spin], start_new_session=True)
        for _ in range(8)
    ]
    yield
    for other in others:
        other.kill()
        other.wait()


def ask(zygote: Zygote, name: str, whole: Patience | None = None) -> object:
    with Box(zygote, LIMITS, whole) as box:
        assert box.run_cell(1, CODE, 20.0).error is None
        with box.check() as connection:
            return StudentSession(connection).call(name).value


@pytest.mark.usefixtures("_busy")
def test_who_waits_for_a_processor_is_waited_for(zygote: Zygote) -> None:
    # 0.3 s of work take 2.7 s here, of which a sleeper would get 1 s.
    assert ask(zygote, "burn") == 1


@pytest.mark.usefixtures("_busy")
def test_a_sleeper_is_stopped_also_where_others_wait(zygote: Zygote) -> None:
    with pytest.raises(StudentProblem) as problem:
        ask(zygote, "sleep")
    assert problem.value.outcome is Outcome.TIMED_OUT


def test_who_waits_for_swapped_pages_is_waited_for(
    zygote: Zygote, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(StudentProblem):
        ask(zygote, "nap")
    monkeypatch.setattr(watch, "seconds_stalled", time.monotonic)  # as if it did all the time
    assert ask(zygote, "nap") == 1


def test_the_kernels_word_on_stalls(tmp_path: Path) -> None:
    told = tmp_path / "memory"
    assert seconds_stalled(told) == 0
    told.write_text("some avg10=1.00 avg60=0.00 total=2500000\nfull avg10=0.00 total=7\n")
    assert seconds_stalled(told) == 2.5
    assert seconds_stalled() >= 0


@pytest.mark.parametrize(
    ("layers", "freed", "full"),
    [(LAYERS, False, False), (LAYERS[1:], True, False), (LAYERS[1:], False, True)],
)
def test_a_full_disk_is_ours_unless_the_box_filled_it(
    monkeypatch: pytest.MonkeyPatch, layers: tuple[str, ...], freed: bool, full: bool
) -> None:
    free = [0]
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=free[0]))
    expected = pytest.raises(SandboxError, match="is full; make room") if full else nullcontext()
    with expected:
        require_disk(layers, lambda: free.append(free.pop() + freed * 2**30))


def test_patience_is_for_the_submissions_own_time() -> None:
    ours = Patience(10.0)
    ours.spend(9.0)
    assert not ours.is_over
    ours.spend(1.0)
    assert ours.is_over


def test_a_machine_too_busy_to_grade_is_a_fault_of_ours(
    zygote: Zygote, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "LEAST_SECONDS", 0.0)
    monkeypatch.setattr(patience, "BUSY", 1e-4)
    with pytest.raises(SandboxError, match="too busy to grade; try again with fewer --jobs"):
        ask(zygote, "sleep", Patience(1000.0))
