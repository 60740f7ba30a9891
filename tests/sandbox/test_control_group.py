"""Control groups around boxes. Real ones need a host that delegates one: `make control-groups`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from types import SimpleNamespace

import pytest

from autograder.outcome import Outcome, StudentProblem
from autograder.sandbox import control_group
from autograder.sandbox.box import Box
from autograder.sandbox.control_group import ControlGroup, group_around, prepare
from autograder.sandbox.pressure import memory_kills
from autograder.sandbox.zygote import SandboxError, Zygote
from autograder.wire.limits import Limits

DELEGATED = pytest.mark.skipif(not prepare(), reason="this host delegates no control group")
LIMITS = Limits(cell_seconds=60, memory_mib=256, disk_mib=16, processes=12)


def test_a_group_that_cannot_be_made_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder without control files is no group: the box goes without, and is watched."""
    monkeypatch.setattr(control_group, "_home", lambda: tmp_path)
    assert group_around(list, Limits()) is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("events", "ran_out", "taken"),
    [
        ("oom 0\noom_kill 0\n", False, False),
        ("oom 3\noom_kill 2\noom_group_kill 1\n", True, False),
        ("oom 0\noom_kill 2\noom_group_kill 1\n", False, True),  # another's limit, or the host's
        ("oom 1\noom_kill 0\n", False, False),
    ],
)
def test_whose_memory_ran_out(tmp_path: Path, events: str, ran_out: bool, taken: bool) -> None:
    (tmp_path / "memory.events").write_text(events)
    group = ControlGroup(tmp_path)
    assert (group.ran_out, group.taken) == (ran_out, taken)


@pytest.fixture(scope="module")
def unfenced() -> Iterator[Zygote]:
    """What holds here is the group alone."""
    with Zygote(()) as zygote:
        yield zygote


def test_a_box_that_the_machine_took_is_no_students_fault(
    unfenced: Zygote, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = SimpleNamespace(ran_out=False, taken=True, close=lambda: None)
    monkeypatch.setattr("autograder.sandbox.box.group_around", lambda *_: taken)
    with Box(unfenced, Limits()) as box, pytest.raises(SandboxError, match="machine ran out"):
        box.run_cell(1, "import os; os.kill(os.getpid(), 9)", 10)


@pytest.fixture
def groups() -> Iterator[Path]:
    home = control_group._home()
    assert home is not None
    yield home
    assert list(home.glob("box-*")) == []


HOGS = {
    "many processes": """
        import os, time
        for _ in range(6):
            if os.fork() == 0:
                held = bytearray(os.urandom(1)) * (120 * 2**20)
                time.sleep(30)
        time.sleep(30)
    """,
    "files in memory": """
        import os
        kept = [os.memfd_create("hoard") for _ in range(40)]
        for one in kept:
            for _ in range(40):
                os.write(one, bytes(2**20))
    """,
}


@DELEGATED
@pytest.mark.parametrize("source", HOGS.values(), ids=HOGS)
def test_memory_of_a_box_has_an_end_whoever_holds_it(
    source: str, unfenced: Zygote, groups: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("autograder.sandbox.watch.Watch._uses_too_much_memory", lambda *_: False)
    before = memory_kills()
    with Box(unfenced, LIMITS) as box, pytest.raises(StudentProblem) as caught:
        box.run_cell(1, dedent(source), 50)
    assert caught.value.outcome is Outcome.OUT_OF_MEMORY
    assert memory_kills() == before  # which was no shortage of the machine's


@DELEGATED
def test_processes_of_a_box_have_an_end(unfenced: Zygote, groups: Path) -> None:
    source = """
import os, time
started = 0
try:
    while started < 200:
        if os.fork() == 0:
            time.sleep(30)
        started += 1
except BlockingIOError:
    print("no more after", started)
"""
    with Box(unfenced, LIMITS) as box:
        assert box.run_cell(1, source, 50).output == "no more after 12\n"


@DELEGATED
def test_what_is_within_bounds_is_left_alone(unfenced: Zygote, groups: Path) -> None:
    with Box(unfenced, LIMITS) as box:
        assert len(list(groups.glob("box-*"))) == 1
        done = box.run_cell(1, "kept = bytes(range(256)) * 2**16; print(len(kept))", 50)
        assert (done.output, done.error) == ("16777216\n", None)
