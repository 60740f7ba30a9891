"""Judge a reply: values, inputs, exceptions, and whose fault it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import torch

from autograder.checks.agree import CheckFailed, agree, either, require
from autograder.outcome import Outcome, StudentProblem
from autograder.sandbox.session import ReferenceBroken, Reply
from autograder.wire.messages import Call, Returned
from autograder.wire.values import Tensor, WireError

Ask = Callable[..., Reply]


def failing(error: type[BaseException], words: str = "") -> Any:
    def function(*_: Any) -> None:
        raise error(words)

    return function


def kinds(reply: Reply, expected: Any, **options: Any) -> list[tuple[str, str]]:
    with pytest.raises(CheckFailed) as failed:
        agree(reply, expected, **options)
    assert failed.value.reply is reply
    return [(one.where, one.kind) for one in failed.value.found]


def outcome(reply: Reply, expected: Any) -> Outcome:
    with pytest.raises(StudentProblem) as problem:
        agree(reply, expected)
    return problem.value.outcome


def add_one(x: torch.Tensor) -> torch.Tensor:
    return x + 1


def add_one_in_place(x: torch.Tensor) -> torch.Tensor:
    return x.add_(1)


def test_equal_replies_agree(call: Ask) -> None:
    x = torch.rand(3)
    agree(call(add_one, x), call(add_one, x))
    agree(call(add_one, x), x + 1)


def test_different_replies_do_not(call: Ask) -> None:
    x = torch.rand(3)
    assert kinds(call(lambda x: x + 2, x), call(add_one, x)) == [("result[0]", "value")]


def test_changed_input_is_noticed(call: Ask) -> None:
    x = torch.rand(3)
    for expected in (call(add_one, x), x + 1):
        assert kinds(call(add_one_in_place, x), expected) == [("argument 1", "input")]


def test_smallest_change_of_an_input_is_noticed(call: Ask) -> None:
    x = torch.ones(3)

    def nudge(x: torch.Tensor) -> torch.Tensor:
        x[0] += 1e-7
        return torch.ones(3) + 1

    assert kinds(call(nudge, x), x + 1) == [("argument 1", "input")]


@pytest.mark.parametrize(
    "change",
    [
        lambda x: x.unsqueeze_(0),
        lambda x: x.data.fill_(float("nan")),
        lambda x: x.zero_(),
    ],
)
def test_any_change_of_an_input_is_noticed(call: Ask, change: Any) -> None:
    x = torch.ones(3)
    assert ("argument 1", "input") in kinds(call(lambda x: (change(x), 2)[1], x), 2)


def test_changed_list_is_noticed_and_its_place_is_told(call: Ask) -> None:
    reply = call(lambda a, b: b.append(1), 5, [])
    assert kinds(reply, None) == [("argument 2", "input")]


def test_wrong_value_comes_before_changed_input(call: Ask) -> None:
    found = kinds(call(add_one_in_place, torch.zeros(2)), torch.zeros(2))
    assert [kind for _, kind in found] == ["value", "input"]


def test_task_in_place_demands_the_change(call: Ask) -> None:
    x = torch.rand(3)
    wanted = call(add_one_in_place, x)
    agree(call(add_one_in_place, x), wanted)
    assert kinds(call(add_one, x), wanted) == [("argument 1", "input_unchanged")]


def test_task_in_place_demands_the_right_change(call: Ask) -> None:
    x = torch.rand(3)
    reply = call(lambda x: x.add_(2) - 1, x)
    assert kinds(reply, call(add_one_in_place, x)) == [("argument 1", "input_otherwise")]


def test_not_a_number_in_an_input_is_no_change(call: Ask) -> None:
    agree(call(lambda x: 1, torch.tensor([float("nan"), -0.0])), 1)


def test_requires_grad_counts_on_demand(call: Ask) -> None:
    reply = call(lambda: torch.ones(2, requires_grad=True))
    agree(reply, torch.ones(2))
    assert kinds(reply, torch.ones(2), requires_grad=True) == [("result", "requires_grad")]


def test_own_tolerance(call: Ask) -> None:
    reply = call(lambda: torch.tensor([1.05]))
    agree(reply, torch.ones(1), rtol=0.1)
    agree(reply, torch.ones(1), atol=0.1)
    assert kinds(reply, torch.ones(1))


@pytest.mark.parametrize("error", [TypeError, SystemExit, KeyboardInterrupt])
def test_where_a_call_must_raise_any_exception_will_do(
    call: Ask, error: type[BaseException]
) -> None:
    agree(call(failing(error), 1), call(failing(ValueError), 1), raises=True)


def test_where_a_call_must_raise_a_value_is_wrong(call: Ask) -> None:
    with pytest.raises(CheckFailed) as failed:
        agree(call(lambda x: x, 1), call(failing(ValueError), 1), raises=True)
    assert [found.kind for found in failed.value.found] == ["no_error"]


@pytest.mark.parametrize("error", [NotImplementedError, MemoryError])
def test_unwritten_functions_and_full_memory_do_not_count_as_raising(
    call: Ask, error: type[BaseException]
) -> None:
    with pytest.raises(StudentProblem):
        agree(call(failing(error)), call(failing(ValueError)), raises=True)


def test_missing_functions_do_not_count_as_raising(call: Ask) -> None:
    for given in (call(None), call(5)):
        with pytest.raises(StudentProblem):
            agree(given, call(failing(ValueError)), raises=True)


def test_reference_that_raises_unasked_is_our_fault(call: Ask) -> None:
    ours = replace(call(failing(NameError)), ours=True)
    with pytest.raises(ReferenceBroken):
        agree(call(failing(NameError)), ours)
    with pytest.raises(ReferenceBroken):
        agree(call(failing(NameError)), call(lambda: 1), raises=True)


@pytest.mark.parametrize(
    ("error", "words", "expected"),
    [
        (ValueError, "no", Outcome.ERRORED),
        (NotImplementedError, "", Outcome.MISSING),
        (NotImplementedError, "write this function", Outcome.MISSING),
        (NotImplementedError, "bitwise_xor is not implemented for Float", Outcome.ERRORED),
        (MemoryError, "", Outcome.OUT_OF_MEMORY),
        (RuntimeError, "DefaultCPUAllocator: can't allocate memory", Outcome.OUT_OF_MEMORY),
        (RuntimeError, "other", Outcome.ERRORED),
    ],
)
def test_exception_in_place_of_a_value(
    call: Ask, error: type[Exception], words: str, expected: Outcome
) -> None:
    assert outcome(call(failing(error, words)), 1) is expected


def test_missing_function(call: Ask) -> None:
    assert outcome(call(None), 1) is Outcome.MISSING


def test_reference_without_the_function_is_our_fault(call: Ask) -> None:
    with pytest.raises(ReferenceBroken):
        agree(call(lambda: 1), replace(call(None), ours=True))


def test_reply_that_is_not_what_it_claims() -> None:
    broken = Tensor("float32", (3,), b"", False, "cpu")
    with pytest.raises(WireError):
        agree(Reply(Call("f", [], {}), Returned(broken, [])), torch.ones(3))


def test_require_says_its_sentence() -> None:
    require(True, "unsaid")
    with pytest.raises(CheckFailed) as failed:
        require(False, "The loss must fall.")
    assert failed.value.sentence == "The loss must fall."


def test_either_is_content_with_one_that_holds(call: Ask) -> None:
    right, wrong = call(add_one, 1), call(failing(ValueError), 1)
    either(lambda: agree(right, 2), lambda: agree(wrong, 2))
    either(lambda: agree(wrong, 2), lambda: require(False, "no"), lambda: agree(right, 2))


def test_where_none_holds_either_says_what_the_first_one_said(call: Ask) -> None:
    with pytest.raises(CheckFailed) as failed:
        either(lambda: agree(call(add_one, 1), 3), lambda: agree(call(failing(ValueError), 1), 3))
    assert failed.value.found
    with pytest.raises(StudentProblem):
        either(lambda: agree(call(failing(ValueError), 1), 3), lambda: require(False, "no"))


def test_either_hides_no_fault_of_ours(call: Ask) -> None:
    with pytest.raises(ZeroDivisionError):
        either(lambda: require(bool(1 / 0), "no"), lambda: require(True, "yes"))


@pytest.mark.parametrize("dtype", [torch.bool, torch.int64, torch.uint8])
def test_whole_numbers_and_truth_are_exact_whatever_the_tolerance(
    call: Ask, dtype: torch.dtype
) -> None:
    right, wrong = torch.ones(3, dtype=dtype), torch.zeros(3, dtype=dtype)
    agree(call(lambda: right), right, rtol=10.0, atol=10.0)
    assert kinds(call(lambda: wrong), right) == [("result[0]", "value")]


def test_what_cannot_cross_never_agrees(call: Ask) -> None:
    for held in ({1, 2}, [{1, 2}], {"a": ({1, 2},)}):
        with pytest.raises(ReferenceBroken):
            agree(call(lambda held=held: held), call(lambda held=held: held))
    fake = type("dict", (), {})
    assert kinds(call(lambda: fake()), {}) == [("result", "type")]


def test_changed_keyword_argument_is_noticed(call: Ask) -> None:
    def change(x: torch.Tensor) -> int:
        x += 1
        return 1

    assert kinds(call(change, x=torch.ones(2)), 1) == [("x", "input")]
