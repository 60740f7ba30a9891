"""One box, through the real sandbox."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
import torch

from autograder.outcome import Outcome, StudentProblem
from autograder.sandbox.box import Box, Threaded
from autograder.sandbox.student import StudentSession
from autograder.sandbox.zygote import Zygote
from autograder.wire.control import LAYERS
from autograder.wire.limits import Limits

LIMITS = Limits(cell_seconds=2, check_seconds=1, memory_mib=400, slack=2, processes=16)


@pytest.fixture
def box(zygote: Zygote) -> Iterator[Box]:
    with Box(zygote, LIMITS) as opened:
        yield opened


def run(box: Box, source: str, seconds: float = 2.0) -> str:
    """Run a cell that must succeed; returns what it printed."""
    done = box.run_cell(1, source, seconds)
    assert done.error is None, done.error
    return done.output


def error_of(box: Box, source: str) -> str:
    done = box.run_cell(1, source, 2.0)
    assert done.error is not None
    return done.error.name


def test_cells_share_their_names(box: Box) -> None:
    run(box, "x = 41")
    assert run(box, "print(x + 1)") == "42\n"


def test_cells_are_ipython_cells(box: Box) -> None:
    run(box, "%matplotlib inline\nimport asyncio\nawait asyncio.sleep(0)")
    assert "hello" in run(box, "!echo hello")
    assert run(box, "from IPython.display import display\ndisplay(3)\n4") == "3\n4\n"


def test_showing_a_plot_does_nothing(box: Box) -> None:
    source = """
        import warnings; warnings.simplefilter("error")
        import matplotlib.pyplot as plt
        lines = plt.plot([1, 2])
        plt.show()
    """
    assert run(box, source, 20.0) == ""


def test_an_error_says_where(box: Box) -> None:
    done = box.run_cell(7, "def f():\n    return 1 / 0\nf()", 2.0)
    assert done.error is not None
    assert done.error.place is not None
    assert (done.error.place.cell, done.error.place.line) == (7, 2)
    assert done.error.place.code == "return 1 / 0"


def test_an_error_does_not_stop_the_next_cell(box: Box) -> None:
    assert error_of(box, "raise SystemExit") == "SystemExit"
    assert error_of(box, "def broken(:") == "SyntaxError"
    assert run(box, "print('on')") == "on\n"


def test_an_endless_cell_is_interrupted_and_the_next_one_runs(box: Box) -> None:
    done = box.run_cell(1, "while True: pass", 0.3)
    assert done.error is not None
    assert done.error.name == "TimedOut"
    assert run(box, "print('on')") == "on\n"


def test_a_cell_deaf_to_interrupts_ends_the_box(box: Box) -> None:
    source = "import signal; signal.signal(2, signal.SIG_IGN)\nwhile True: pass"
    with pytest.raises(StudentProblem) as problem:
        box.run_cell(1, source, 0.3)
    assert problem.value.outcome is Outcome.TIMED_OUT


def test_leaving_the_process_is_a_crash(box: Box) -> None:
    with pytest.raises(StudentProblem) as problem:
        box.run_cell(1, "import os; os._exit(0)", 2.0)
    assert problem.value.outcome is Outcome.CRASHED


def test_output_is_capped(box: Box) -> None:
    assert len(run(box, "print('x' * 10_000_000)")) <= LIMITS.output_kib * 1024


def test_memory_is_capped(box: Box) -> None:
    assert error_of(box, "bytearray(2 * 10**9)") == "MemoryError"


def test_memory_of_all_processes_together_is_capped(box: Box) -> None:
    source = """
        import os, time
        for _ in range(10):
            if os.fork() == 0:
                hog = bytearray(b"x" * (120 * 2**20)) * 2
                time.sleep(5)
                os._exit(0)
        time.sleep(5)
    """
    with pytest.raises(StudentProblem) as problem:
        box.run_cell(1, source, 10.0)
    assert problem.value.outcome is Outcome.OUT_OF_MEMORY


def test_each_check_has_a_copy_of_the_state(box: Box) -> None:
    run(box, "calls = []\ndef f():\n    calls.append(1)\n    return len(calls)")
    for _ in range(2):
        with box.check() as connection:
            session = StudentSession(connection)
            assert session.call("f").value == 1
            assert session.call("f").value == 2


def test_tensors_go_in_and_come_back(box: Box) -> None:
    run(box, "def double(x):\n    return x * 2")
    with box.check() as connection:
        reply = StudentSession(connection).call("double", torch.ones(2, 3))
    assert torch.equal(reply.value, torch.full((2, 3), 2.0))


def test_a_check_that_does_not_end_is_stopped_and_the_next_one_runs(box: Box) -> None:
    run(box, "def f():\n    while True: pass\ndef g():\n    return 1")
    with pytest.raises(StudentProblem) as problem, box.check() as connection:
        StudentSession(connection).call("f")
    assert problem.value.outcome is Outcome.TIMED_OUT
    with box.check() as connection:
        assert StudentSession(connection).call("g").value == 1


def test_a_check_that_sleeps_is_stopped_by_wall_time(box: Box) -> None:
    run(box, "import time\ndef f():\n    time.sleep(1000)")
    with pytest.raises(StudentProblem) as problem, box.check() as connection:
        StudentSession(connection).call("f")
    assert problem.value.outcome is Outcome.TIMED_OUT


def test_a_crash_in_a_check_leaves_the_next_one_unharmed(box: Box) -> None:
    run(box, "import os\ndef f():\n    os.abort()\ndef g():\n    return 1")
    with pytest.raises(StudentProblem) as problem, box.check() as connection:
        StudentSession(connection).call("f")
    assert problem.value.outcome is Outcome.CRASHED
    with box.check() as connection:
        assert StudentSession(connection).call("g").value == 1


def test_a_notebook_with_threads_is_not_forked(box: Box) -> None:
    run(box, "import threading, time\nthreading.Thread(target=time.sleep, args=(60,)).start()")
    with pytest.raises(Threaded), box.check():
        pass


def test_a_notebook_with_threads_answers_without_a_fork(box: Box) -> None:
    run(box, "import threading, time\nthreading.Thread(target=time.sleep, args=(60,)).start()")
    run(box, "def f():\n    return 5")
    with box.check(fork=False) as connection:
        assert StudentSession(connection).call("f").value == 5


def test_nothing_is_left_running(zygote: Zygote) -> None:
    zygote.ready()
    before = set(psutil.Process().children(recursive=True))
    with Box(zygote, LIMITS) as box:
        source = """
            import os, time
            for _ in range(3):
                if os.fork() == 0:
                    os.setsid()
                    if os.fork() == 0:
                        time.sleep(60)
                    os._exit(0)
        """
        run(box, source)
        assert set(psutil.Process().children(recursive=True)) > before
    # Whatever escaped would be the zygote's child by now: it adopts orphans.
    assert set(psutil.Process().children(recursive=True)) == before


def test_a_worker_thread_count_survives_set_num_threads(box: Box) -> None:
    run(
        box, "import torch\ntorch.set_num_threads(4)\ntorch.randn(600, 600) @ torch.randn(600, 600)"
    )
    run(box, "def f():\n    return (torch.ones(600, 600) @ torch.ones(600, 600))[0, 0].item()")
    with box.check() as connection:
        assert StudentSession(connection).call("f").value == 600.0


def test_data_loader_workers_run_inside(box: Box) -> None:
    source = """
        import torch
        from torch.utils.data import DataLoader, TensorDataset
        data = TensorDataset(torch.arange(5))
        print([batch[0].tolist() for batch in DataLoader(data, batch_size=2, num_workers=2)])
    """
    assert run(box, source, 20.0) == "[[0, 1], [2, 3], [4]]\n"


def test_a_failed_cell_lets_go_of_its_memory(box: Box) -> None:
    hog = "import torch\ndef hog():\n    kept = []\n    while True: kept.append(torch.ones(2**22))"
    run(box, hog)
    for _ in range(3):
        assert error_of(box, "hog()") == "RuntimeError"
    assert run(box, "print(torch.ones(2**25).sum().item())") == f"{2.0**25}\n"


def test_what_half_of_all_notebooks_import_is_there_already(box: Box) -> None:
    there = "import sys; print({'matplotlib.pyplot', 'pandas', 'torch'} <= {*sys.modules})"
    assert run(box, there) == "True\n"


def test_memory_that_forks_share_counts_once(box: Box) -> None:
    run(box, "big = bytearray(b'x' * (110 * 2**20)) * 2\nimport time")
    run(box, "def f():\n    time.sleep(0.5)\n    return len(big)")
    with box.check() as connection:
        assert StudentSession(connection).call("f").value == 220 * 2**20


def test_recording_left_off_by_the_notebook_is_on_for_checks(box: Box) -> None:
    run(box, "import torch\ntorch.set_grad_enabled(False)\ndef f(x):\n    return x * 2")
    with box.check() as connection:
        reply = StudentSession(connection).call("f", torch.ones(2, requires_grad=True))
    assert reply.value.requires_grad


def test_a_name_that_is_no_function_any_more_is_told(box: Box) -> None:
    run(box, "fresh = [1]")
    with box.check() as connection:
        reply = StudentSession(connection).call("fresh")
    with pytest.raises(StudentProblem, match="`fresh` is of type list at the end"):
        _ = reply.value


def test_cells_are_interrupted_also_where_the_grader_ignores_ctrl_c() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with Zygote(LAYERS) as deaf, Box(deaf, LIMITS) as box:
            done = box.run_cell(1, "while True: pass", 0.3)
    finally:
        signal.signal(signal.SIGINT, before)
    assert done.error is not None
    assert done.error.name == "TimedOut"


UNPRIVILEGED = """
import os, subprocess, sys
from autograder.wire.control import REMOVE
from autograder.worker.fences import kernel

kernel.bar_capabilities()
kernel.drop_capabilities()
os.mkdir(sys.argv[1])
os.mkdir(sys.argv[1] + "/locked", 0o300)
open(sys.argv[1] + "/locked/file", "w").close()
subprocess.run(["sh", "-c", REMOVE, sys.argv[1]])
"""


def test_a_folder_that_its_owner_may_not_list_is_removed(tmp_path: Path) -> None:
    """Root could always; so without its rights."""
    scratch = tmp_path / "a 'scratch'"
    subprocess.run([sys.executable, "-c", UNPRIVILEGED, str(scratch)], check=True)
    assert not scratch.exists()
