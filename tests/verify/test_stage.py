"""One process answers all checks of a variant, as long as it lives."""

from __future__ import annotations

import pytest

from autograder.grading.notebook import CodeCell
from autograder.outcome import StudentProblem
from autograder.sandbox.zygote import Zygote
from autograder.verify.stage import Stage, StageBroken
from autograder.wire.limits import Limits

SOLVED = """
number = 0
def end(): return 1
def count():
    global number
    number += 1
    return number
"""


def test_a_process_that_ended_is_made_anew_with_the_variant_in_it(zygote: Zygote) -> None:
    stage = Stage(zygote, [CodeCell(SOLVED, False)], Limits())
    with stage.variant("import os\ndef end(): os._exit(1)", 5) as copy:
        for counted in (1, 2):
            with copy.student() as session:
                assert session.call("count").value == counted
        for _ in range(2):
            with copy.student() as session, pytest.raises(StudentProblem, match="ended"):
                session.call("end")
        with copy.student() as session:
            assert session.call("count").value == 1
        assert not copy.lost
    stage.close()


def test_a_solved_notebook_that_fails_is_no_stage(zygote: Zygote) -> None:
    with pytest.raises(StageBroken, match="code cell 1 of the solved notebook fails"):
        Stage(zygote, [CodeCell("1 / 0", False)], Limits())
