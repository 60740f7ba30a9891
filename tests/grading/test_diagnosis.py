"""Which misconception explains a notebook's failed checks: only one that fits the whole pattern."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import torch

from autograder.checks.declare import CheckSpec
from autograder.checks.verdict import CheckRun
from autograder.course.reference import Misconception
from autograder.grading.diagnosis import Suspect, diagnose
from autograder.outcome import Outcome
from autograder.sandbox.local import LocalSession
from autograder.sandbox.session import Reply
from autograder.wire.encoding import encode
from autograder.wire.messages import Call, Returned
from autograder.wire.values import Tensor

PASSED, FAILED, ERRORED, SKIPPED = (
    Outcome.PASSED,
    Outcome.FAILED,
    Outcome.ERRORED,
    Outcome.SKIPPED,
)
Names = dict[str, Callable[..., Any]]


def suspect(name: str, names: Names, *fails: str) -> Suspect:
    return Suspect(Misconception(name, f"Hint of {name}.", fails, ""), lambda: names)


def run(check: str, outcome: Outcome, student: Names, *args: Any, task: str = "f") -> CheckRun:
    """A check that called its task's function once, if it ran."""
    replies = [] if outcome is SKIPPED else [LocalSession(student).call(task, *args)]
    spec = CheckSpec(check, task, "Words.", 1, False, ())
    return CheckRun(spec, outcome, replies=replies)


def explained(runs: list[CheckRun], *suspects: Suspect) -> dict[str, str]:
    tasks: dict[str, list[CheckRun]] = {}
    for one in runs:
        tasks.setdefault(one.spec.task, []).append(one)
    return {task: known.name for task, known in diagnose(tasks, suspects).items()}


def triple(x: Any) -> Any:
    return x * 3


def negate(x: Any) -> Any:
    return -x


def square(x: Any) -> Any:
    return x * x


def test_mistake_that_fits_is_found() -> None:
    runs = [run("a", FAILED, {"f": triple}, 2), run("b", PASSED, {"f": triple}, 0)]
    assert explained(runs, suspect("triples", {"f": triple}, "a")) == {"f": "triples"}


def test_nothing_wrong_needs_no_explanation() -> None:
    runs = [run("a", PASSED, {"f": triple}, 2)]
    assert explained(runs, suspect("triples", {"f": triple}, "a")) == {}


def test_other_replies_are_another_mistake() -> None:
    runs = [run("a", FAILED, {"f": triple}, 2)]
    assert explained(runs, suspect("negates", {"f": negate}, "a")) == {}


def test_same_replies_but_other_checks_failed_is_no_fit() -> None:
    runs = [run("a", FAILED, {"f": triple}, 2), run("b", FAILED, {"f": triple}, 0)]
    assert explained(runs, suspect("triples", {"f": triple}, "a")) == {}
    runs = [run("a", FAILED, {"f": triple}, 2), run("b", PASSED, {"f": triple}, 0)]
    assert explained(runs, suspect("triples", {"f": triple}, "a", "b")) == {}


def test_replies_of_passed_checks_count_too() -> None:
    student = {"f": lambda x: 6 if x == 2 else 1}
    runs = [run("a", FAILED, student, 2), run("b", PASSED, student, 5)]
    assert explained(runs, suspect("triples", {"f": triple}, "a")) == {}


def test_two_mistakes_that_both_give_nan_are_not_confused() -> None:
    log = {"f": lambda x: torch.log(x) if x < 0 else torch.ones(())}
    root = {"f": lambda x: torch.sqrt(x) if x < 0 else torch.zeros(())}
    minus, plus = torch.tensor(-1.0), torch.tensor(1.0)
    both = suspect("log", log, "a", "b"), suspect("root", root, "a", "b")
    for name, student in (("log", log), ("root", root)):
        runs = [run("a", FAILED, student, minus), run("b", FAILED, student, plus)]
        assert torch.isnan(runs[0].replies[0].value)
        assert explained(runs, *both) == {"f": name}


def test_one_common_nan_does_not_explain_another_pattern() -> None:
    student = {"f": lambda x: torch.tensor(float("nan"))}
    always = suspect("always", {"f": lambda x: torch.tensor(float("nan"))}, "a", "b")
    runs = [run("a", FAILED, student, 1), run("b", PASSED, student, 1)]
    assert explained(runs, always) == {}


def test_rounding_is_forgiven() -> None:
    x = torch.rand(5)
    runs = [run("a", FAILED, {"f": lambda x: (x + x) + x}, x)]
    assert explained(runs, suspect("triples", {"f": triple}, "a")) == {"f": "triples"}


def test_how_an_overflow_shows_is_forgiven() -> None:
    """A training that runs away gives Inf or NaN first, as the spelling goes."""
    huge = torch.tensor([1e300, 1.0], dtype=torch.float64)
    student = {"f": lambda x: [x * x - x * x + x, float("inf")]}
    known = {"f": lambda x: [(x + 1) * (x - 1) + x - x * x + 1, float("nan")]}
    once = {"f": lambda x: [x * x, float("inf")]}
    finite = {"f": lambda x: [x, float("inf")]}
    runs = [run("a", FAILED, student, huge)]
    first = runs[0].replies[0].value[0]
    assert first[0].isnan()
    assert first[1] == 1
    for names, name in ((known, "known"), (once, "once")):
        assert explained(runs, suspect(name, names, "a")) == {"f": name}
    assert explained(runs, suspect("finite", finite, "a")) == {}


def test_same_exception_is_the_same_mistake() -> None:
    runs = [run("a", ERRORED, {"f": lambda x: 1 / x}, 0)]
    assert explained(runs, suspect("divides", {"f": lambda x: 2 / x}, "a")) == {"f": "divides"}
    assert explained(runs, suspect("looks up", {"f": lambda x: {}[x]}, "a")) == {}
    assert explained(runs, suspect("returns", {"f": lambda x: x}, "a")) == {}


def test_changed_input_is_part_of_the_reply() -> None:
    x = torch.ones(2)
    runs = [run("a", FAILED, {"f": lambda x: x.mul_(3)}, x)]
    assert explained(runs, suspect("triples", {"f": triple}, "a")) == {}


def test_requires_grad_is_part_of_the_reply() -> None:
    x = torch.ones(2)
    runs = [run("a", FAILED, {"f": lambda x: x.clone().requires_grad_()}, x)]
    assert explained(runs, suspect("copies", {"f": torch.clone}, "a")) == {}


@pytest.mark.parametrize(
    "outcome",
    [
        Outcome.MISSING,
        Outcome.TIMED_OUT,
        Outcome.OUT_OF_MEMORY,
        Outcome.CRASHED,
        Outcome.REFUSED,
        Outcome.GRADER_ERROR,
    ],
)
def test_what_has_no_answer_has_no_explanation(outcome: Outcome) -> None:
    runs = [run("a", FAILED, {"f": triple}, 2), run("b", outcome, {"f": triple}, 2)]
    for fails in (("a",), ("a", "b")):
        assert explained(runs, suspect("triples", {"f": triple}, *fails)) == {}


def test_skipped_check_speaks_neither_for_nor_against() -> None:
    runs = [run("a", FAILED, {"f": triple}, 2), run("b", SKIPPED, {"f": triple})]
    for fails in (("a",), ("a", "b")):
        assert explained(runs, suspect("triples", {"f": triple}, *fails)) == {"f": "triples"}


def two_tasks(outcome: Outcome) -> list[CheckRun]:
    """``f`` fails; ``g`` builds on it."""
    student = {"f": triple, "g": triple}
    return [run("a", FAILED, student, 2), run("b", outcome, student, 2, task="g")]


def test_mistake_that_explains_both_tasks_comes_first() -> None:
    names = {"f": triple, "g": triple}
    wide, narrow = suspect("wide", names, "a", "b"), suspect("narrow", names, "a")
    assert explained(two_tasks(FAILED), narrow, wide) == {"f": "wide", "g": "wide"}


def test_mistake_that_fits_one_of_its_tasks_only_still_explains_that_one() -> None:
    names = {"f": triple, "g": triple}
    wide = suspect("wide", names, "a", "b")
    assert explained(two_tasks(PASSED), wide) == {"f": "wide"}


def test_whole_fit_comes_before_a_partial_one() -> None:
    names = {"f": triple, "g": triple}
    wide, narrow = suspect("wide", names, "a", "b"), suspect("narrow", names, "a")
    assert explained(two_tasks(PASSED), wide, narrow) == {"f": "narrow"}


def test_of_two_equal_explanations_the_choice_is_by_name() -> None:
    one, other = suspect("one", {"f": triple}, "a"), suspect("other", {"f": triple}, "a")
    runs = [run("a", FAILED, {"f": triple}, 2)]
    assert explained(runs, other, one) == explained(runs, one, other) == {"f": "one"}


def test_misconceptions_of_other_tasks_explain_nothing() -> None:
    runs = [run("a", FAILED, {"f": triple}, 2)]
    assert explained(runs, suspect("elsewhere", {"f": triple}, "z")) == {}


def test_each_task_has_its_own_explanation() -> None:
    student = {"f": triple, "g": square}
    runs = [run("a", FAILED, student, 2), run("b", FAILED, student, 3, task="g")]
    triples = suspect("triples", {"f": triple, "g": abs}, "a")
    squares = suspect("squares", {"f": abs, "g": square}, "b")
    assert explained(runs, triples, squares) == {"f": "triples", "g": "squares"}


def test_reply_that_cannot_be_read_fits_nothing() -> None:
    broken = Returned(Tensor("float32", (3,), b"", False, "cpu"), [encode(2)])
    one = run("a", FAILED, {"f": triple}, 2)
    one.replies = [Reply(Call("f", [encode(2)], {}), broken)]
    assert explained([one], suspect("triples", {"f": triple}, "a")) == {}
