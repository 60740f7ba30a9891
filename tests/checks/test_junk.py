"""The reply contract: ordinary checks and junk replies. No junk passes, and none breaks us."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch

from autograder.checks.agree import CheckFailed, agree
from autograder.outcome import StudentProblem
from autograder.sandbox.session import Reply
from autograder.wire.values import WireError

ORDINARY = {
    "float tensor": torch.tensor([[1.0, 2.0], [3.0, 4.0]]),
    "int tensor": torch.tensor([1, 2, 3]),
    "tuple of tensors": (torch.tensor([1.0]), torch.tensor([2.0, 3.0])),
    "list of floats": [1.0, 2.0],
    "dict": {"loss": 1.5, "grad": torch.ones(2)},
    "bool": True,
}


class Liar(torch.Tensor):
    @classmethod
    def __torch_function__(cls, *_: Any, **__: Any) -> bool:
        return True

    def __eq__(self, other: object) -> bool:
        return True

    def __bool__(self) -> bool:
        return True

    __hash__ = None  # type: ignore[assignment]


class Mine(torch.Tensor):
    """An honest subclass, which still is no plain tensor."""


class Yes:
    """Equal to everything, of any length, true."""

    def __eq__(self, other: object) -> bool:
        return True

    def __bool__(self) -> bool:
        return True

    def __len__(self) -> int:
        return 2

    def __getitem__(self, _: object) -> Yes:
        return self

    def __getattr__(self, _: str) -> Yes:
        return self

    __hash__ = None  # type: ignore[assignment]


class Slippery(list):  # type: ignore[type-arg]
    def __iter__(self) -> Any:
        raise ValueError("not today")


class Disguised:
    __class__ = torch.Tensor  # type: ignore[assignment]


def exploding() -> Any:
    raise SystemExit(0)


def nested(depth: int) -> Any:
    value: Any = 1.0
    for _ in range(depth):
        value = [value]
    return value


JUNK: dict[str, Callable[[], Any]] = {
    "None": lambda: None,
    "NaN tensor": lambda: torch.full((2, 2), float("nan")),
    "empty tensor": lambda: torch.empty(0),
    "string": lambda: "passed",
    "scalar tensor": lambda: torch.tensor(1.0),
    "one-element tensor": lambda: torch.ones(1, 1),
    "list for tensor": lambda: [[1.0, 2.0], [3.0, 4.0]],
    "array for tensor": lambda: np.array([[1.0, 2.0], [3.0, 4.0]]),
    "object": object,
    "function": lambda: exploding,
    "type": lambda: float,
    "deep list": lambda: nested(5000),
    "long list": lambda: [0.0] * 5_000,
    "liar": lambda: torch.ones(2, 2).as_subclass(Liar),
    "subclass": lambda: torch.tensor([[1.0, 2.0], [3.0, 4.0]]).as_subclass(Mine),
    "yes": Yes,
    "yes in a tuple": lambda: (Yes(), Yes()),
    "yes in a list": lambda: [Yes(), Yes()],
    "yes in a dict": lambda: {"loss": Yes(), "grad": Yes()},
    "slippery": lambda: Slippery([1.0, 2.0]),
    "disguised": Disguised,
    "meta": lambda: torch.empty(2, 2, device="meta"),
    "sparse": lambda: torch.ones(2, 2).to_sparse(),
    "float64": lambda: torch.tensor([[1.0, 2.0], [3.0, 4.0]], dtype=torch.float64),
    "float ints": lambda: torch.tensor([1.0, 2.0, 3.0]),
    "expanded": lambda: torch.ones(1).expand(2, 2),
    "number": lambda: 1,
    "zero": lambda: 0.0,
    "infinity": lambda: float("inf"),
    "huge": lambda: 10**100,
    "False": lambda: False,
    "numpy True": lambda: np.True_,
    "empty tuple": tuple,
    "empty list": list,
    "empty dict": dict,
    "odd keys": lambda: {Yes: 1, None: 2, (1, 2): 3},
    "list as key": lambda: {type("Key", (list,), {"__hash__": object.__hash__})(): 1},
    "exit": exploding,
}


@pytest.mark.parametrize("expected", ORDINARY.values(), ids=ORDINARY.keys())
@pytest.mark.parametrize("junk", JUNK.values(), ids=JUNK.keys())
def test_junk_fails_and_breaks_nothing(
    call: Callable[..., Reply], junk: Callable[[], Any], expected: Any
) -> None:
    for wanted in (expected, call(lambda: expected)):
        with pytest.raises((CheckFailed, StudentProblem, WireError)):
            agree(call(junk), wanted)


@pytest.mark.parametrize("expected", ORDINARY.values(), ids=ORDINARY.keys())
def test_ordinary_value_passes(call: Callable[..., Reply], expected: Any) -> None:
    agree(call(lambda: expected), expected)
    agree(call(lambda: expected), call(lambda: expected))
