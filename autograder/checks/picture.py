"""Draw a difference as small plain data, for a page to show: entries, a heat map or a curve.

A hidden check's picture holds what the student's own code answered, which an exception's message
could tell as well, and never an expected value: where few values are possible, which entries are
wrong would be the answer itself, so that only the first of them is marked.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch.nn.functional import adaptive_avg_pool2d

from autograder.checks.compare import Compared, Mismatch, entry_text

MAX_PICTURES = 3
"""Of one check; the message words as many."""
MAX_ENTRIES = 12
"""Rows and columns that are shown as numbers."""
MAX_BLOCKS = 32
"""Rows and columns of a heat map."""
MAX_STEPS = 200
"""Points of a curve."""

Picture = dict[str, object]


def pictures(found: Sequence[Mismatch], visible: bool) -> list[Picture | None]:
    """A picture for each mismatch that has one to show, for the first few in all."""
    seen: set[str] = set()
    drawn: list[Picture | None] = []
    for mismatch in found:
        compared = mismatch.compared
        fresh = compared is not None and compared.where not in seen and len(seen) < MAX_PICTURES
        drawn.append(picture(compared, visible) if compared is not None and fresh else None)
        if compared is not None and drawn[-1]:
            seen.add(compared.where)
    return drawn


def picture(compared: Compared, visible: bool) -> Picture | None:
    """The picture of one comparison; None where there is too little or too much to show.

    Its ``kind`` is ``entries`` (texts in ``rows``), ``heat`` (percents of wrong entries in
    ``share``, block by block) or ``curve`` (numbers in ``got`` at ``steps``). ``expected`` is
    there for visible checks only.
    """
    got, expected = compared.got, compared.expected
    if got.numel() < 2:
        return None
    if _is_curve(compared):
        return _curve(compared, visible)
    if _fits(got):
        return _entries(compared, visible)
    if compared.wrong is None or not (visible or _has_many_values(expected)):
        return None
    if compared.wrong.all():  # the message says so
        return None
    return _heat(compared.wrong, got.shape)


def _is_curve(compared: Compared) -> bool:
    got = compared.got
    if got.dim() != 1 or compared.expected.dim() != 1 or not got.is_floating_point():
        return False
    return len(got) > MAX_ENTRIES or ("loss" in compared.where and len(got) > 2)


def _fits(tensor: torch.Tensor) -> bool:
    return tensor.numel() > 0 and max(_as_table(tensor).shape) <= MAX_ENTRIES


def _as_table(tensor: torch.Tensor) -> torch.Tensor:
    """Rows of the last dimension; all other dimensions are counted through."""
    return tensor.reshape(-1, tensor.shape[-1] if tensor.dim() else 1)


def _has_many_values(expected: torch.Tensor) -> bool:
    """Whether knowing which entries of a constant are wrong leaves most entries unknown."""
    if not expected.is_floating_point() or not expected.numel():
        return False
    _, counts = torch.unique(expected, return_counts=True)
    return 2 * int(counts.max()) <= expected.numel()


def _entries(compared: Compared, visible: bool) -> Picture:
    got, expected, wrong = compared.got, compared.expected, compared.wrong
    drawn: Picture = {"kind": "entries", "shape": list(got.shape), "rows": _texts(got)}
    if visible and _fits(expected):
        drawn |= {"expected": _texts(expected), "expected_shape": list(expected.shape)}
    if wrong is not None:
        all_told = visible or _has_many_values(expected)
        drawn |= {"wrong": _flags(wrong if all_told else _first_of(wrong)), "all_told": all_told}
    return drawn


def _texts(tensor: torch.Tensor) -> list[list[str]]:
    return [[entry_text(number) for number in row] for row in _as_table(tensor).tolist()]


def _flags(wrong: torch.Tensor) -> list[list[int]]:
    return [[int(flag) for flag in row] for row in _as_table(wrong).tolist()]


def _first_of(wrong: torch.Tensor) -> torch.Tensor:
    first = torch.zeros_like(wrong)
    first[tuple(wrong.nonzero()[0])] = True
    return first


def _heat(wrong: torch.Tensor, shape: Sequence[int]) -> Picture:
    table = _as_table(wrong)
    rows, columns = (min(length, MAX_BLOCKS) for length in table.shape)
    shares = adaptive_avg_pool2d(table[None].float(), (rows, columns))[0]
    percents = (100 * shares).ceil().clamp(0, 100).int().tolist()  # a single wrong one counts
    return {"kind": "heat", "shape": list(shape), "share": percents}


def _curve(compared: Compared, visible: bool) -> Picture:
    got, wrong = compared.got, compared.wrong
    # Of steps that are too many some are left out, evenly; the last one stays.
    last, count = len(got) - 1, min(len(got), MAX_STEPS)
    steps = torch.linspace(0, last, count, dtype=torch.float64).round().long()
    drawn: Picture = {"kind": "curve", "steps": steps.tolist(), "got": _numbers(got[steps])}
    if wrong is not None:
        drawn["first"] = int(wrong.nonzero()[0])
    if visible and wrong is not None:
        drawn["expected"] = _numbers(compared.expected[steps])
    return drawn


def _numbers(tensor: torch.Tensor) -> list[float]:
    return [float(entry_text(number)) for number in tensor.tolist()]
