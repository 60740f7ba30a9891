"""A small assignment judged through the real sandbox, as a grading run does it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from autograder.course.assignment import load_assignment
from autograder.grading.judge import Judge, Verdict
from autograder.outcome import Outcome
from autograder.sandbox.zygote import Zygote

DECLARATION = """
title = "Two"
[limits]
check_seconds = 1
cell_seconds = 5
notebook_seconds = 30
submission_seconds = {seconds}
slack = 1
[[tasks]]
name = "f"
points = 1
[[tasks]]
name = "g"
points = 1
"""
CHECKS = '''
from autograder.checks import agree, check


@check("f")
def check_f(student, reference, rng):
    """F."""
    agree(student.call("f", 2), reference.call("f", 2))


@check("g")
def check_g(student, reference, rng):
    """G."""
    agree(student.call("g", 2), reference.call("g", 2))
'''
RIGHT = "def f(x):\n    return x + 1\ndef g(x):\n    return x + 2"
TAKEN = "relu = 3"
USES = "assert relu == 3"
SOURCE = f'# %% task="f g"\n{RIGHT}\n\n# %%\n{TAKEN}\n\n# %%\n{USES}\n'
HELPED = "def relu(x): return x + 1\ndef f(x): return relu(x)"
JudgeCells = Callable[..., Verdict]


@pytest.fixture
def judge(tmp_path: Path, zygote: Zygote) -> JudgeCells:
    """Judge a notebook of these cells."""

    def judged(*cells: str, seconds: int = 100) -> Verdict:
        (tmp_path / "assignment.toml").write_text(DECLARATION.format(seconds=seconds))
        (tmp_path / "checks.py").write_text(CHECKS)
        (tmp_path / "notebook.py").write_text(SOURCE)
        sources = [{"cell_type": "code", "source": dedent(cell)} for cell in cells]
        content = json.dumps({"nbformat": 4, "cells": sources}).encode()
        return Judge(load_assignment(tmp_path)).judge(content, 1, zygote)

    return judged


def outcomes(verdict: Verdict) -> list[Outcome]:
    return [check.run.outcome for check in verdict.checks]


def test_right_is_right(judge: JudgeCells) -> None:
    assert outcomes(judge(RIGHT)) == [Outcome.PASSED, Outcome.PASSED]


@pytest.mark.parametrize("wait", ["time.sleep(100)", "while True: pass"])
def test_a_function_that_hangs_does_not_harm_the_next_check(judge: JudgeCells, wait: str) -> None:
    verdict = judge(RIGHT, f"import time\ndef f(x):\n    {wait}")
    assert outcomes(verdict) == [Outcome.TIMED_OUT, Outcome.PASSED]


def test_a_function_that_ends_python_does_not_harm_the_next_check(judge: JudgeCells) -> None:
    verdict = judge(RIGHT, "import os\ndef f(x): os._exit(0)")
    assert outcomes(verdict) == [Outcome.CRASHED, Outcome.PASSED]


def test_threads_left_behind_cost_nothing(judge: JudgeCells) -> None:
    threads = """
        import threading, time
        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
        end = time.process_time() + 2.5
        while time.process_time() < end: pass
    """
    assert outcomes(judge(RIGHT, threads)) == [Outcome.PASSED, Outcome.PASSED]


def test_a_notebook_that_does_not_want_to_hear_of_children(judge: JudgeCells) -> None:
    verdict = judge(RIGHT, "import signal\nsignal.signal(signal.SIGCHLD, signal.SIG_IGN)")
    assert outcomes(verdict) == [Outcome.PASSED, Outcome.PASSED]


def test_half_a_character_printed_costs_nothing(judge: JudgeCells) -> None:
    verdict = judge(RIGHT, r"print('\ud800')")
    assert outcomes(verdict) == [Outcome.PASSED, Outcome.PASSED]


def test_after_the_deadline_nothing_more_is_run(judge: JudgeCells) -> None:
    slow = "import time\ndef f(x):\n    time.sleep(2.5)\n    return x + 1"
    verdict = judge(RIGHT, slow, seconds=2)
    assert outcomes(verdict) == [Outcome.TIMED_OUT, Outcome.TIMED_OUT]


def test_a_notebook_that_ends_python_is_for_a_person(judge: JudgeCells) -> None:
    verdict = judge(RIGHT, "import os; os._exit(0)")
    assert outcomes(verdict) == [Outcome.CRASHED, Outcome.CRASHED]
    assert "code cell 2" in verdict.died


def test_a_provided_cell_takes_no_name_from_a_function(judge: JudgeCells) -> None:
    passed = [Outcome.PASSED, Outcome.PASSED]
    assert outcomes(judge(RIGHT, HELPED, TAKEN)) == passed
    assert outcomes(judge(RIGHT, HELPED, TAKEN, "import threading\nname = 'x'")) == passed
    assert outcomes(judge(RIGHT, TAKEN, HELPED)) == passed


def test_what_the_student_does_to_a_name_stays_done(judge: JudgeCells) -> None:
    """As in Jupyter: these two would fail there as well."""
    for last in ("relu = 4", "del relu"):
        assert outcomes(judge(RIGHT, HELPED, TAKEN, last))[0] is Outcome.ERRORED


def test_a_provided_cell_may_use_its_own_names_while_it_runs(judge: JudgeCells) -> None:
    verdict = judge(RIGHT, HELPED, TAKEN, USES)
    assert (outcomes(verdict)[0], verdict.errors) == (Outcome.PASSED, [])
