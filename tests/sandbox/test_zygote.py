"""A zygote that is killed takes its box with it, and says that it was."""

from __future__ import annotations

import signal
import threading

import psutil
import pytest

from autograder.outcome import StudentProblem
from autograder.sandbox import zygote as zygote_module
from autograder.sandbox.box import Box
from autograder.sandbox.student import StudentSession
from autograder.sandbox.zygote import SandboxError, Zygote
from autograder.wire.control import LAYERS, PRELOADS
from autograder.wire.limits import Limits

CODE = "import time\ndef sleep():\n    time.sleep(500)"


@pytest.mark.parametrize(
    "layers", [pytest.param(LAYERS, id="full"), pytest.param(LAYERS[1:], id="restricted")]
)
def test_killed_it_takes_its_box_with_it(layers: tuple[str, ...]) -> None:
    with Zygote(layers) as zygote:
        box = Box(zygote, Limits())
        assert box.run_cell(1, CODE, 20.0).error is None
        (keeper,) = psutil.Process(zygote._process.pid).children()
        killing = threading.Timer(0.5, zygote._process.kill)
        with box.check() as connection:
            everybody = [keeper, *keeper.children(recursive=True)]
            killing.start()
            with pytest.raises(StudentProblem, match="ended"):
                StudentSession(connection).call("sleep")
        with pytest.raises(SandboxError, match=r"ended unexpectedly \(status -9\)"):
            box.close()
    assert len(everybody) == 3
    _, alive = psutil.wait_procs(everybody, timeout=2)
    assert not [one for one in alive if one.status() != psutil.STATUS_ZOMBIE]


def test_one_that_does_not_answer_is_not_waited_for_without_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(zygote_module, "_ANSWER_SECONDS", 0.5)
    with Zygote(LAYERS) as zygote:
        zygote.ready()
        zygote._process.send_signal(signal.SIGSTOP)
        with pytest.raises(SandboxError, match="does not answer"):
            Box(zygote, Limits())
        zygote._process.kill()


def test_a_notebook_that_draws_numbers_draws_the_same_in_a_rerun() -> None:
    drawn = (
        "import random, numpy, torch\nprint(random.random(), numpy.random.rand(), torch.rand(1))"
    )
    printed = []
    for preloads in ((), PRELOADS):
        with Zygote(LAYERS, preloads) as zygote, Box(zygote, Limits()) as box:
            printed.append(box.run_cell(1, drawn, 20.0).output)
    assert printed[0] == printed[1]
    assert "tensor" in printed[0]


def test_nothing_runs_before_somebody_has_said_how_it_is_fenced() -> None:
    with Zygote(preloads=()) as zygote:
        with pytest.raises(SandboxError, match="nobody has said which fences"):
            Box(zygote, Limits())
        zygote.fence(LAYERS)
        with Box(zygote, Limits()) as box:
            status = box.run_cell(1, "print(open('/proc/self/status').read())", 20.0).output
    assert "Seccomp:\t2" in status


def test_notebooks_collect_their_garbage_and_none_of_ours() -> None:
    asked = "import gc\nprint(gc.isenabled(), gc.get_freeze_count() > 100_000, gc.get_count()[0])"
    with Zygote(LAYERS, ()) as zygote, Box(zygote, Limits()) as box:
        enabled, frozen, young = box.run_cell(1, asked, 20.0).output.split()
    assert (enabled, frozen) == ("True", "True")
    assert int(young) < 10_000
