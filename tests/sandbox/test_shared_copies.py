"""Checks of one task share a copy of the notebook while they pass: nobody gains or loses by it.

Each notebook is judged twice: with a fresh copy for every check, and with shared ones.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from textwrap import dedent

import pytest

from autograder.checks.declare import CheckSpec
from autograder.checks.freshness import Freshness
from autograder.course.assignment import load_assignment
from autograder.grading.bench import Bench
from autograder.grading.judge import Judge
from autograder.grading.notebook import CodeCell
from autograder.outcome import Outcome
from autograder.sandbox.student import StudentSession
from autograder.sandbox.zygote import Zygote
from autograder.wire.limits import Limits

CHECK = '''
@check("double")
def check_{}(student, reference, rng):
    """Words."""
    x = {}
    agree(student.call("double", x), reference.call("double", x))
'''
CHECKS = "import torch\nfrom autograder.checks import agree, check\n" + CHECK.format(
    "a", "torch.ones(3, 5)"
)
CHECKS += "".join(CHECK.format(name, "rng.normal(3, 5)") for name in "bcd")
RIGHT_ONCE = """
    calls = 0
    def double(x):
        global calls
        calls += 1
        if calls == 1:
            {}
            return x + x
        return {}
"""
ATTACKS = {
    "answers again what it answered before": RIGHT_ONCE.format(
        "globals()['kept'] = x + x", "globals().get('kept', x)"
    ),
    "keeps the input and doubles that": RIGHT_ONCE.format(
        "globals()['kept'] = x.clone()", "2 * globals().get('kept', 0 * x)"
    ),
    "answers for the worker from then on": RIGHT_ONCE.format(
        "import sys; sys.modules['autograder.worker.serve'].answer = lambda *_: None", "x"
    ),
    "leaves a thread behind that patches torch": RIGHT_ONCE.format(
        "import threading as t, torch;"
        " t.Thread(target=setattr, args=(torch, 'equal', any)).start()",
        "x",
    ),
}
HONEST = {
    "wears out": """
        left = [1]
        def double(x):
            return left.pop() * (x + x)
    """,
    "ends its process at the second call": """
        import os
        calls = []
        def double(x):
            calls.append(x)
            if len(calls) > 1:
                os._exit(0)
            return x + x
    """,
}
ALL = [f"check_{name}" for name in "abcd"]
Judged = Callable[[str, bool], tuple[list[str], int]]


@pytest.fixture(scope="module")
def judged(zygote: Zygote, tmp_path_factory: pytest.TempPathFactory) -> Judged:
    """The checks that a notebook passes, with or without sharing, and how many copies it took."""
    folder = tmp_path_factory.mktemp("assignment")
    declared = 'title = "Double"\n[[tasks]]\nname = "double"\npoints = 4\n'
    (folder / "assignment.toml").write_text(declared)
    (folder / "notebook.py").write_text('# %% task="double"\ndef double(x):\n    return x + x\n')
    (folder / "checks.py").write_text(CHECKS)
    judge = Judge(load_assignment(folder))

    def made(source: str, shared: bool) -> tuple[list[str], int]:
        copies: list[bool] = []
        with Bench(zygote, [CodeCell(dedent(source), False)], Limits()) as bench:

            def student(
                spec: CheckSpec, freshness: Freshness
            ) -> AbstractContextManager[StudentSession]:
                copies.append(freshness is not Freshness.USED or not shared)
                return bench.student(spec, freshness if shared else Freshness.FRESH)

            bench.run()
            checks = judge.judge_answers(student, 7)
        passed = [one.run.spec.name for one in checks if one.run.outcome is Outcome.PASSED]
        return passed, sum(copies)

    return made


@pytest.mark.parametrize("source", ATTACKS.values(), ids=ATTACKS)
def test_what_was_right_once_earns_no_more_than_before(judged: Judged, source: str) -> None:
    """In a used copy it is wrong, and in two others right, as it is alone."""
    assert judged(source, True) == (ALL, 1 + 2 * 3)
    assert judged(source, False) == (ALL, 4)


GUESSES_AGAIN = """
    import os
    def double(x):
        word = f"/tmp/asked-{x.sum().item()}"
        if (x == 1).all() or os.path.exists(word):
            return x + x
        open(word, "w").close()
        return x
"""


def test_whoever_is_asked_again_does_not_know_it(judged: Judged) -> None:
    """Copies share files: code that finds what it was asked before knows that it was wrong."""
    assert judged(GUESSES_AGAIN, True)[0] == ["check_a"]


@pytest.mark.parametrize("source", HONEST.values(), ids=HONEST)
def test_a_copy_that_wears_out_costs_nothing(judged: Judged, source: str) -> None:
    assert judged(source, True)[0] == judged(source, False)[0] == ALL


def test_a_right_function_takes_one_copy(judged: Judged) -> None:
    right = "def double(x):\n    return x + x"
    assert judged(right, True) == (ALL, 1)
    assert judged(right, False) == (ALL, 4)


def test_a_wrong_function_is_asked_once_for_each_check(judged: Judged) -> None:
    wrong = "def double(x):\n    return x"
    assert judged(wrong, True) == judged(wrong, False) == ([], 4)
