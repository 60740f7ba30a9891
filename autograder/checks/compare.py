"""Compare two plain values entry by entry and collect every difference as a record.

Pair up, compare, collect; the words come last, in ``wording``. Both sides are plain data rebuilt
from bytes, so nothing of the student's (``__eq__``, ``__torch_function__``) has a say, and
the tolerance comes from the expected side alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

import numpy as np
import torch

from autograder.checks.margin import measuring, note
from autograder.wire.placed import Placed
from autograder.wire.values import Opaque

RELATIVE = {
    torch.float16: 1e-2,
    torch.bfloat16: 3e-2,
    torch.float32: 1e-4,
    torch.float64: 1e-7,
    torch.complex64: 1e-4,
    torch.complex128: 1e-7,
}
ON_A_GPU = 10
"""So many times the relative tolerance where a GPU computed it: it adds up in another order."""
ABSOLUTE_SHARE = 1e-2
"""Absolute tolerance, as a share of relative tolerance times the largest expected entry."""


@dataclass(frozen=True)
class Compared:
    """Two tensors held against each other: ``where`` they stand, and which entries are ``wrong``.

    ``wrong`` is None where their shapes differ, so that no entry has its counterpart.
    """

    where: str
    got: torch.Tensor
    expected: torch.Tensor
    wrong: torch.Tensor | None


@dataclass(frozen=True)
class Mismatch:
    """One difference. ``where`` is a path such as ``result[0]``; the rest is text for people.

    ``expected`` may be shown only where the check is visible. ``compared`` is what a picture of
    the difference is drawn from, where there is one to draw.
    """

    where: str
    kind: str
    got: str
    expected: str
    detail: str = ""
    compared: Compared | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Tolerance:
    """How far a number may be off; None means the default of the expected dtype, ``widened``.

    With ``nonfinite_alike`` an infinity is as good as NaN: to which of them a computation that runs
    away gets first hangs on the order of its operations.
    """

    rtol: float | None = None
    atol: float | None = None
    widened: int = 1
    nonfinite_alike: bool = False

    def bounds(self, expected: torch.Tensor) -> tuple[float, float]:
        """(rtol, atol) for this tensor. Integers and bools must be equal, whatever is asked."""
        if not (expected.is_floating_point() or expected.is_complex()):
            return 0.0, 0.0
        usual = RELATIVE.get(expected.dtype, 0.0) * self.widened
        relative = usual if self.rtol is None else self.rtol
        if self.atol is not None:
            return relative, self.atol
        finite = expected[expected.isfinite()].abs()
        largest = float(finite.max()) if finite.numel() else 0.0
        return relative, relative * ABSOLUTE_SHARE * largest


def mismatches(
    got: Any, expected: Any, tolerance: Tolerance, where: str = "result", gradient: bool = False
) -> Iterator[Mismatch]:
    """All differences in order; for each tensor shape, dtype, device, requires_grad, values.

    The first of these that differs is reported and ends the comparison of that tensor.
    ``gradient`` asks for the same ``requires_grad``.
    """
    if isinstance(expected, torch.Tensor | Placed) and isinstance(got, torch.Tensor | Placed):
        yield from _tensors(_place(got), _place(expected), tolerance, where, gradient)
    elif isinstance(got, Opaque) or isinstance(expected, Opaque):
        if not (isinstance(got, Opaque) and isinstance(expected, Opaque) and got == expected):
            yield Mismatch(where, "type", _type_name(got), _type_name(expected))
    elif _type_name(got) != _type_name(expected) and not _size_for_tuple(got, expected):
        yield Mismatch(where, "type", _type_name(got), _type_name(expected))
    elif isinstance(expected, list | tuple):
        yield from _sequences(got, expected, tolerance, where, gradient)
    elif isinstance(expected, dict):
        yield from _mappings(got, expected, tolerance, where, gradient)
    elif isinstance(expected, np.ndarray):
        yield from _arrays(got, expected, tolerance, where)
    elif isinstance(expected, float | complex):
        yield from _numbers(got, expected, tolerance, where)
    elif isinstance(expected, bool):
        if got is not expected:
            yield Mismatch(where, "truth", str(got), str(expected))
    elif got != expected:
        yield Mismatch(where, "value", _shorten(got), _shorten(expected))


def _type_name(thing: Any) -> str:
    if isinstance(thing, Opaque):
        return thing.type_name
    return "Tensor" if isinstance(thing, torch.Tensor | Placed) else type(thing).__name__


def _place(thing: torch.Tensor | Placed) -> Placed:
    return thing if isinstance(thing, Placed) else Placed(thing, thing.device.type)


def _size_for_tuple(got: Any, expected: Any) -> bool:
    """A ``torch.Size`` is a tuple, so it may stand for one; not the other way round."""
    return isinstance(got, torch.Size) and type(expected) is tuple


def _shorten(thing: Any) -> str:
    text = repr(thing)
    return text if len(text) <= 80 else text[:77] + "..."


def _sequences(
    got: Any, expected: Any, tolerance: Tolerance, where: str, gradient: bool
) -> Iterator[Mismatch]:
    series = _is_series(got) and _is_series(expected)
    if len(got) != len(expected):
        compared = _compared_series(where, got, expected) if series else None
        yield Mismatch(where, "length", str(len(got)), str(len(expected)), compared=compared)
        return
    if series:
        yield from _series(got, expected, tolerance, where)
        return
    for index, (one, other) in enumerate(zip(got, expected, strict=True)):
        yield from mismatches(one, other, tolerance, f"{where}[{index}]", gradient)


def _is_series(items: Sequence[Any]) -> bool:
    """Whether these are floats one after the other, such as losses."""
    return len(items) > 1 and all(type(item) is float for item in items)


def _series(
    got: Sequence[float], expected: Sequence[float], tolerance: Tolerance, where: str
) -> Iterator[Mismatch]:
    pairs = enumerate(zip(got, expected, strict=True))
    found = [list(_numbers(*pair, tolerance, f"{where}[{index}]")) for index, pair in pairs]
    if any(found):
        compared = _compared_series(where, got, expected, torch.tensor([*map(bool, found)]))
        for mismatch in chain.from_iterable(found):
            yield replace(mismatch, compared=compared)


def _compared_series(
    where: str,
    got: Sequence[float],
    expected: Sequence[float],
    wrong: torch.Tensor | None = None,
) -> Compared:
    one, other = (torch.tensor(items, dtype=torch.float64) for items in (got, expected))
    return Compared(where, one, other, wrong)


def _mappings(
    got: Any, expected: Any, tolerance: Tolerance, where: str, gradient: bool
) -> Iterator[Mismatch]:
    if set(got) != set(expected):
        yield Mismatch(where, "keys", _shorten(sorted(map(str, got))), _shorten(list(expected)))
        return
    for key in expected:
        yield from mismatches(got[key], expected[key], tolerance, f"{where}[{key!r}]", gradient)


def _arrays(got: Any, expected: Any, tolerance: Tolerance, where: str) -> Iterator[Mismatch]:
    if got.dtype != expected.dtype:
        yield Mismatch(where, "dtype", str(got.dtype), str(expected.dtype))
        return
    one, other = (_place(torch.from_numpy(array.copy())) for array in (got, expected))
    yield from _tensors(one, other, tolerance, where, gradient=False)


def _numbers(got: Any, expected: Any, tolerance: Tolerance, where: str) -> Iterator[Mismatch]:
    """Python floats and complex numbers, with the tolerance of float64."""
    one, other = torch.tensor([got, expected], dtype=torch.complex128)
    if _differs(one, other, tolerance).any():
        yield Mismatch(where, "value", f"{got:.6g}", f"{expected:.6g}")


def _tensors(
    got: Placed, expected: Placed, tolerance: Tolerance, where: str, gradient: bool
) -> Iterator[Mismatch]:
    facts = ["shape", "dtype", "device", *(["requires_grad"] if gradient else [])]
    for fact in facts:
        one, other = _fact(got, fact), _fact(expected, fact)
        if one != other:
            compared = _unlike(got, expected, where) if fact == "shape" else None
            yield Mismatch(where, fact, one, other, compared=compared)
            return
    if expected.device == "meta":
        return
    if expected.device != "cpu":
        tolerance = replace(tolerance, widened=ON_A_GPU)
    yield from _entries(got.tensor.detach(), expected.tensor.detach(), tolerance, where)


def _unlike(got: Placed, expected: Placed, where: str) -> Compared | None:
    """Tensors of different shapes, where both have entries at all."""
    if "meta" in (got.device, expected.device):
        return None
    return Compared(where, got.tensor.detach(), expected.tensor.detach(), None)


def _fact(placed: Placed, fact: str) -> str:
    if fact == "device":
        return placed.device
    value = getattr(placed.tensor, fact)
    return str(tuple(value)) if fact == "shape" else str(value).removeprefix("torch.")


def _entries(
    got: torch.Tensor, expected: torch.Tensor, tolerance: Tolerance, where: str
) -> Iterator[Mismatch]:
    if torch.equal(got, expected) and not measuring():
        return  # as most are, and ten times as fast
    wrong = _differs(got, expected, tolerance)
    count = int(wrong.sum())
    if not count:
        return
    first = tuple(int(i) for i in wrong.nonzero()[0])
    one, other = got[first].item(), expected[first].item()
    spot = f"[{', '.join(map(str, first))}]" if first else ""
    many = got.numel() > 1
    spread = f"{count} of {got.numel()} entries differ" if many else ""
    oddity = _oddity(got) if many else ""
    detail = ", ".join(part for part in (spread, oddity) if part)
    compared = Compared(where, got, expected, wrong) if many else None
    yield Mismatch(where + spot, "value", entry_text(one), entry_text(other), detail, compared)


def entry_text(number: Any) -> str:
    """One entry of a tensor in at most six digits, but integers in all of theirs."""
    return str(number) if isinstance(number, bool | int) else f"{number:.6g}"


def _oddity(got: torch.Tensor) -> str:
    if not got.is_floating_point():
        return ""
    if got.isnan().any():
        return "NaN (not a number) among them"
    return "infinity among them" if got.isinf().any() else ""


def _differs(got: torch.Tensor, expected: torch.Tensor, tolerance: Tolerance) -> torch.Tensor:
    """Where the entries differ; NaN equals NaN and an infinity only the same infinity."""
    relative, absolute = tolerance.bounds(expected)
    if relative == absolute == 0.0:
        return (got != expected) & ~((got != got) & (expected != expected))
    if tolerance.nonfinite_alike:
        got, expected = (torch.where(t.isfinite(), t, torch.nan) for t in (got, expected))
    note(got, expected, relative, absolute)
    return ~torch.isclose(got, expected, rtol=relative, atol=absolute, equal_nan=True)
