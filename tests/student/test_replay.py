"""The course's answers, found again by question."""

from __future__ import annotations

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from autograder.student.bundle import Recorded
from autograder.student.replay import CannotTry, Replay
from autograder.wire.encoding import encode
from autograder.wire.messages import Returned


def recorded(kind: str, name: str, answer: object, *args: object, **kwargs: object) -> Recorded:
    sent, named = [*map(encode, args)], {key: encode(value) for key, value in kwargs.items()}
    return Recorded(kind, name, sent, named, Returned(encode(answer), sent))  # type: ignore[arg-type]


def probe(ns, x):  # type: ignore[no-untyped-def]
    return ns.f(x)


X = torch.tensor([1.0, 2.0])
REPLAY = Replay(
    [
        recorded("call", "f", 1, X, k=3),
        recorded("call", "f", 2, X + 1, k=3),
        recorded("probe", "probe", 3, X),
        recorded("oracle", "f", 4, X, k=3),
    ]
)


def test_a_question_has_the_answer_that_it_had() -> None:
    assert REPLAY.call("f", X, k=3).value == 1
    assert REPLAY.call("f", X + 1, k=3).value == 2
    assert REPLAY.run(probe, X).value == 3
    assert REPLAY.oracle("f")(X, k=3) == 4


def test_an_answer_is_the_courses_own() -> None:
    assert REPLAY.call("f", X, k=3).ours


@given(st.floats(-1e-6, 1e-6))
def test_the_last_digits_of_a_question_do_not_matter(by: float) -> None:
    assert REPLAY.call("f", X + by, k=3).value == 1


@pytest.mark.parametrize(
    "ask",
    [
        lambda: REPLAY.call("f", X * 1.01, k=3),
        lambda: REPLAY.call("f", X.double(), k=3),
        lambda: REPLAY.call("f", X.clone().requires_grad_(), k=3),
        lambda: REPLAY.call("f", X, k=4),
        lambda: REPLAY.call("f", X, j=3),
        lambda: REPLAY.call("f", X),
        lambda: REPLAY.call("g", X, k=3),
        lambda: REPLAY.call("probe", X),
        lambda: REPLAY.oracle("f")(X),
    ],
)
def test_another_question_has_no_answer(ask) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(CannotTry, match="not among those whose answers came"):
        ask()
