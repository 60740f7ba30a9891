"""Notebooks that tamper with their own end of the boundary: never a point, never a fault of ours.

Each replaces the code that answers for it, as any notebook can. What comes back may be wrong,
refused or a crash; it must not pass and must not be an error of the grader.
"""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import nbformat
import pytest

from autograder.course.course import assignment
from autograder.course.notebook import as_text, starter
from autograder.grading.judge import Judge, Verdict
from autograder.outcome import Outcome
from autograder.sandbox.zygote import Zygote

SERVE = """
import torch
import autograder.worker.serve as S, autograder.wire.values as V
from autograder.wire.encoding import encode
from autograder.wire.messages import Missing, Raised, Returned
"""
HOSTILE = {
    "opaque list": "S.answer = lambda *a, **k: Returned(V.Opaque('list'), [])",
    "no inputs": "S.answer = lambda *a, **k: Returned(encode(torch.ones(2, 2)), [])",
    "huge meta tensor": "T = V.Tensor('float32', (2**26,) * 4, b'', False, 'meta')\n"
    "S.answer = lambda n, r, *a: Returned(T, list(r.args))",
    "huge empty tensor": "T = V.Tensor('float32', (2**26,) * 15 + (0,), b'', False, 'cpu')\n"
    "S.answer = lambda n, r, *a: Returned(T, list(r.args))",
    "huge empty array": "T = V.Array('<f8', (0,) + (2**26,) * 15, b'')\n"
    "S.answer = lambda n, r, *a: Returned(T, list(r.args))",
    "a million small numbers": "S.answer = lambda n, r, *a: Returned("
    "V.Sequence('list', [-7] * 1_000_000), list(r.args))",
    "colliding keys": "P = V.Mapping([(V.Sequence('tuple', [i, i]), 0) for i in range(50_000)])\n"
    "S.answer = lambda n, r, *a: Returned(P, list(r.args))",
    "long names": "S.answer = lambda *a, **k: Raised(name='E' * 3_000_000, message='m' * 10**6)",
    "long missing name": "S.answer = lambda *a, **k: Missing('x' * 10**6)",
    "bytes of no message": "S.pack = lambda message: b'\\xff' * 100",
    "a length without end": "import autograder.wire.channel as C\n"
    "C.Channel.send = lambda self, frame: self._socket.send(b'\\xff' * 8)",
    "threads that are not there": "S.thread_count = lambda: 2",
    "the end instead of an answer": "import os\nS.answer = lambda *a, **k: os._exit(0)",
}


def judge_06(course: Path, zygote: Zygote, *cells: str) -> Verdict:
    about = assignment(course, "06-manual-backprop")
    notebook = starter(about)
    notebook.cells += [nbformat.v4.new_code_cell(dedent(cell)) for cell in cells]
    return Judge(about).judge(as_text(notebook).encode(), 1, zygote)


@pytest.mark.parametrize("name", HOSTILE)
def test_forged_reply_earns_nothing_and_is_no_fault_of_ours(
    name: str, course: Path, zygote: Zygote
) -> None:
    verdict = judge_06(course, zygote, SERVE + HOSTILE[name])
    assert verdict.score == 0
    assert verdict.broken == ""
    assert len(repr([check.run.message for check in verdict.checks])) < 50_000


def test_exception_with_an_endless_name_is_cut(course: Path, zygote: Zygote) -> None:
    verdict = judge_06(course, zygote, "raise type('E' * 3_000_000, (Exception,), {})")
    assert len(verdict.errors[-1][1].name) <= 200


def test_values_that_lie_about_being_equal_fail(course: Path, zygote: Zygote) -> None:
    source = """
        import torch
        class Liar(torch.Tensor):
            @classmethod
            def __torch_function__(cls, func, types, args=(), kwargs=None):
                return True
            def __eq__(self, other): return True
            __hash__ = None
        torch.allclose = torch.equal = torch.isclose = lambda *a, **k: True
        torch.testing.assert_close = lambda *a, **k: None
        def squared_error(prediction, y): return torch.zeros(()).as_subclass(Liar)
        forward = gradients = train = squared_error
    """
    verdict = judge_06(course, zygote, source)
    assert verdict.score == 0
    outcomes = {check.run.outcome for check in verdict.checks}
    assert outcomes <= {Outcome.FAILED, Outcome.ERRORED, Outcome.SKIPPED}


def test_what_one_box_leaves_behind_the_next_does_not_find(course: Path, zygote: Zygote) -> None:
    from autograder.sandbox.box import Box
    from autograder.wire.limits import Limits

    leave = """
        import builtins, os
        builtins.mark = os.environ["MARK"] = "left"
        for folder in ("/tmp", "/dev/shm"):
            open(folder + "/mark", "w").write("left")
    """
    find = "import builtins, os\nprint(hasattr(builtins, 'mark'), 'MARK' in os.environ,\n"
    find += "      os.path.exists('/tmp/mark'), os.path.exists('/dev/shm/mark'))"
    with Box(zygote, Limits()) as first:
        assert first.run_cell(1, dedent(leave), 5).error is None
    with Box(zygote, Limits()) as second:
        assert second.run_cell(1, find, 5).output == "False False False False\n"
