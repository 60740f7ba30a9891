"""Visible checks with a bundle alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import msgspec
import pytest

from autograder.checks.verdict import CheckRun
from autograder.outcome import Outcome, StudentProblem
from autograder.student.bundle import Bundle
from autograder.student.run import OwnFunctions, run_visible
from autograder.wire.answer import answer
from autograder.wire.messages import Answer, Call, Probe


class Own(OwnFunctions):
    """Functions of this process."""

    def __init__(self, names: dict[str, Any]) -> None:
        super().__init__()
        self._names = names

    def _answer(self, request: Call | Probe) -> Answer:
        return answer(self._names, request)


def run(bundle: Bundle, **names: Any) -> list[CheckRun]:
    @contextmanager
    def student(_: object) -> Iterator[Own]:
        yield Own(names)

    return run_visible(bundle, bundle.checks, student)


def test_right_functions_pass(bundle: Bundle) -> None:
    runs = run(bundle, double=lambda x: x + x)
    assert [one.outcome for one in runs] == [Outcome.PASSED, Outcome.PASSED]
    assert [len(one.replies) for one in runs] == [1, 1]


def test_wrong_ones_fail_and_what_builds_on_them_is_not_run(bundle: Bundle) -> None:
    first, second = run(bundle, double=lambda x: x)
    assert first.outcome is Outcome.FAILED
    assert first.message.startswith(
        "`result[0]` is 1, which is not the right value; it should be 2"
    )
    assert second.outcome is Outcome.SKIPPED
    assert second.message == "Not run: it builds on a check that did not pass: For ones it is twos."


def test_a_missing_function_is_missing(bundle: Bundle) -> None:
    assert run(bundle)[0].outcome is Outcome.MISSING


class Ended(Own):
    """Functions of a process that ends after its first answer."""

    def _answer(self, request: Call | Probe) -> Answer:
        if self.replies:
            raise StudentProblem(Outcome.CRASHED, "It ended.")
        return super()._answer(request)


SWALLOWING = """
from autograder.checks import check, require

@check("double", visible=True)
def check_double(student):
    student.call("double", 1)
    try:
        student.call("double", 2)
    except Exception:
        pass
    require({}, "Wrong.")
"""


@pytest.mark.parametrize("good", [True, False])
def test_a_process_that_ended_decides_as_it_does_in_the_grader(bundle: Bundle, good: bool) -> None:
    @contextmanager
    def student(_: object) -> Iterator[Ended]:
        yield Ended({"double": abs})

    source = SWALLOWING.format(good).replace("student):", 'student):\n    """Words."""')
    changed = msgspec.structs.replace(bundle, source=source.splitlines())
    (found,) = run_visible(changed, bundle.checks[:1], student)
    assert (found.outcome, found.message) == (Outcome.CRASHED, "It ended.")


Change = Callable[[Bundle], Bundle]


def without_answers(bundle: Bundle) -> Bundle:
    return msgspec.structs.replace(bundle, answers=[])


def with_a_fault(bundle: Bundle) -> Bundle:
    source = [line.replace("x = torch.ones(2)", "x = 1 / 0") for line in bundle.source]
    return msgspec.structs.replace(bundle, source=source)


@pytest.mark.parametrize("change", [without_answers, with_a_fault])
@pytest.mark.parametrize("factor", [2, 3])
def test_what_we_cannot_judge_is_nobodys_failure(
    bundle: Bundle, change: Change, factor: int
) -> None:
    first, _ = run(change(bundle), double=lambda x: factor * x)
    assert first.outcome is Outcome.SKIPPED
    assert first.message.startswith("This check cannot be tried here: ")


def test_a_process_that_is_gone_is_told(bundle: Bundle) -> None:
    @contextmanager
    def student(_: object) -> Iterator[Own]:
        raise StudentProblem(Outcome.CRASHED, "gone")
        yield  # type: ignore[unreachable]

    first, _ = run_visible(bundle, bundle.checks, student)
    assert (first.outcome, first.message) == (Outcome.CRASHED, "gone")


def test_an_interrupt_ends_it_all(bundle: Bundle) -> None:
    @contextmanager
    def student(_: object) -> Iterator[Own]:
        raise KeyboardInterrupt
        yield  # type: ignore[unreachable]

    with pytest.raises(KeyboardInterrupt):
        run_visible(bundle, bundle.checks, student)
