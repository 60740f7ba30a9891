"""A process that a notebook starts can be killed by the machine, or kept waiting: that is doubted.

It is then no answer of the student's.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
import torch.distributed as dist

from autograder.checks.collect import check_functions
from autograder.course.assignment import load_assignment
from autograder.grading.attempt import judged_attempt
from autograder.grading.doubt import Try
from autograder.grading.job import Job
from autograder.grading.judge import Judge
from autograder.grading.submission import Submission
from autograder.outcome import Outcome
from autograder.sandbox.zygote import Zygote

SOLUTIONS = Path(__file__).parents[2] / "solutions"
KILL = "import os, signal\nHERE = os.getpid()\ndef kill(): os.kill(os.getpid(), signal.SIGKILL)"
LOADER = """
loaded = make_loader
def make_loader(*args, **options):
    loader = loaded(*args, **options)
    loader.worker_init_fn = lambda number: number == 1 and kill()
    return loader
"""
SAVER = """
saved_here = save_model
def save_model(path, model):
    if os.getppid() != HERE:
        kill()
    saved_here(path, model)
"""
RANK = """
averaged = average_gradients
def average_gradients(model):
    if dist.get_rank() == 1:
        kill()
    averaged(model)
"""


@pytest.mark.parametrize(
    ("slug", "alternative", "killed", "check"),
    [
        ("09-data", "plain_python", LOADER, "check_loader_with_workers"),
        ("12-checkpoints", "look_first", SAVER, "check_model_in_a_fresh_process"),
        ("13-distributed", "functions", RANK, "check_average"),
    ],
)
def test_a_killed_helper_is_the_end_of_a_process(
    slug: str,
    alternative: str,
    killed: str,
    check: str,
    zygote: Zygote,
    notebook_bytes: Callable[..., bytes],
) -> None:
    judge = Judge(load_assignment(SOLUTIONS / slug))
    right = (SOLUTIONS / slug / "alternatives" / f"{alternative}.py").read_text(encoding="utf-8")
    content = notebook_bytes(KILL, right, killed)
    verdict = judge.judge(content, 1, zygote)
    (run,) = [one.run for one in verdict.checks if one.run.spec.name == check]
    assert (run.outcome, "ChildProcessError" in run.message) == (Outcome.CRASHED, True), run.message
    job = Job(Submission("al", slug, content), 10.0, "v1", 7, zygote.layers)
    assert Try(judged_attempt(job, verdict, 1.0), short=False).doubtful


def test_who_waits_in_vain_for_others_may_have_had_no_processor(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One of two processes makes a call that the other does not make."""
    functions = check_functions(SOLUTIONS / "13-distributed" / "checks.py")
    in_processes = next(iter(functions.values())).__globals__["_in_processes"]
    question = {"layers": [], "gradients": [], "look": []}

    class Notebook:
        @staticmethod
        def average_gradients(_: object) -> None:
            if not dist.get_rank():
                dist.all_reduce(torch.ones(1))

    def ask() -> object:
        return in_processes(Notebook, "average_gradients", [[question], [question]])

    with pytest.raises(Exception, match="one process waited for another in vain"):
        ask()
    plainly = open

    def open_busy(path: Any, *args: Any, **options: Any) -> Any:
        busy = path == "/proc/self/schedstat"
        return io.StringIO(f"0 {3 * 10**9} 1") if busy else plainly(path, *args, **options)

    monkeypatch.setattr("builtins.open", open_busy)
    assert "waited for a processor" in str(ask())
