"""A notebook in a fresh Python of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator

import psutil
import pytest

from autograder.outcome import Outcome, StudentProblem
from autograder.sandbox.session import Reply
from autograder.student.alone import Alone
from autograder.wire.limits import Limits
from autograder.wire.messages import Call, Missing, Raised, Returned

LIMITS = Limits(cell_seconds=1, check_seconds=1, notebook_seconds=9, slack=1, output_kib=1)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Alone]:
    """One process for the tests that end none, started from a terminal of Jupyter's."""
    opened = tmp_path_factory.mktemp("opened") / "a.ipynb"
    opened.with_suffix(".checks.json").write_text("{}")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JPY_SESSION_NAME", str(opened))
        alone = Alone(LIMITS)
    with alone:
        yield alone


def value(alone: Alone, name: str) -> object:
    question = Call(name, [], {})
    return Reply(question, alone.ask(question)).value


def test_cells_are_run_past_errors(shared: Alone) -> None:
    done = shared.run_cell(1, "a = 1\n1 / 0\ndef f(): return a", 1)
    assert done.error is not None
    assert done.error.name == "ZeroDivisionError"
    assert done.error.place is not None
    assert (done.error.place.cell, done.error.place.line) == (1, 2)
    assert value(shared, "f") == 1


def test_nothing_of_the_grader_is_where_it_runs(shared: Alone) -> None:
    shared.run_cell(2, "import os\ndef files(): return os.listdir('.')", 1)
    assert "solutions" not in str(value(shared, "files"))


def test_prints_do_not_disturb_and_are_cut(shared: Alone) -> None:
    done = shared.run_cell(3, "import os\nprint('x' * 10**6)\nos.write(1, b'raw')\n!echo hello", 1)
    assert done.error is None
    assert len(done.output) == 1024


def test_a_cell_without_end_is_stopped_and_the_next_one_runs(shared: Alone) -> None:
    done = shared.run_cell(4, "while True: pass", 0.3)
    assert done.error is not None
    assert done.error.name == "TimedOut"
    assert "took longer than 0.3 seconds" in done.error.message
    assert shared.run_cell(5, "b = 2", 1).error is None


def test_a_check_without_end_is_stopped(shared: Alone) -> None:
    shared.run_cell(6, "def spin():\n    while True: pass\ndef fine(): return 3", 1)
    with pytest.raises(StudentProblem, match="loop that never ends") as caught:
        shared.ask(Call("spin", [], {}))
    assert caught.value.outcome is Outcome.TIMED_OUT
    assert value(shared, "fine") == 3


def test_each_check_finds_the_names_as_the_notebook_left_them(shared: Alone) -> None:
    source = "n = 0\ndef count():\n    global n, extra\n    n += 1\n    extra = 1\n    return n"
    shared.run_cell(7, source, 1)
    for _ in range(2):
        shared.begin_check()
        assert value(shared, "count") == 1
    shared.begin_check()
    assert isinstance(shared.ask(Call("extra", [], {})), Missing)


def test_a_provided_cell_takes_no_name_from_a_helper(shared: Alone) -> None:
    shared.run_cell(8, "def x(): return 7\ndef uses(): return x()", 1)
    shared.run_cell(9, "x = 3", 1, provided=True)
    shared.begin_check()
    assert value(shared, "uses") == 7


def test_an_open_notebook_is_not_known_inside(shared: Alone) -> None:
    """Or a ``%check`` left in it would run once more, for nobody."""
    shared.run_cell(10, "%load_ext autograder\n%check\n%nonsense", 1)
    done = shared.run_cell(11, "%check", 1)
    assert done.error is None
    assert done.output.startswith("%check: no visible checks here")


@pytest.mark.slow
def test_a_process_that_ends_itself_is_told_and_nothing_is_left() -> None:
    with Alone(LIMITS) as alone:
        pid = alone._process.pid
        alone.run_cell(1, "import os, subprocess\nsubprocess.Popen(['sleep', '60'])", 1)
        (child,) = psutil.Process(pid).children()
        with pytest.raises(StudentProblem, match="ended the Python process"):
            alone.run_cell(2, "def f(): os._exit(0)\nf()", 1)
        with pytest.raises(StudentProblem, match="Not tried: the notebook's process is gone"):
            alone.begin_check()
    assert not psutil.pid_exists(pid)
    child.wait(5)  # tells a status where a test before has made this process the one that adopts
    assert not child.is_running()


@pytest.mark.slow
def test_what_is_deaf_to_an_interrupt_is_killed() -> None:
    with Alone(LIMITS) as alone:
        source = "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass"
        with pytest.raises(StudentProblem, match="took longer") as caught:
            alone.run_cell(1, source, 0.2)
        assert caught.value.outcome is Outcome.TIMED_OUT
    assert not os.path.exists(f"/proc/{alone._process.pid}")


def test_an_answer_that_is_an_interrupt_is_the_students(shared: Alone) -> None:
    shared.run_cell(12, "def stop(): raise KeyboardInterrupt", 1)
    assert isinstance(shared.ask(Call("stop", [], {})), Raised)
    shared.run_cell(13, "def go(): return 1", 1)
    assert isinstance(shared.ask(Call("go", [], {})), Returned)
