"""How much of its tolerance an answer uses up: what a tolerance is chosen by."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

import torch


@dataclass(frozen=True)
class Margin:
    """One comparison. ``share``: the worst error over what is allowed; above 1 it is wrong."""

    dtype: str
    rtol: float
    share: float


_noted: ContextVar[list[Margin] | None] = ContextVar("margins", default=None)


@contextmanager
def measured() -> Iterator[list[Margin]]:
    """Collect the margin of every comparison with a tolerance that is made in the block."""
    margins: list[Margin] = []
    token = _noted.set(margins)
    try:
        yield margins
    finally:
        _noted.reset(token)


def measuring() -> bool:
    """Whether anybody collects."""
    return _noted.get() is not None


def note(got: torch.Tensor, expected: torch.Tensor, rtol: float, atol: float) -> None:
    """Measure a comparison of tensors of one shape, if anybody collects."""
    margins = _noted.get()
    if margins is None or not (rtol or atol):
        return
    allowed = atol + rtol * expected.abs().double()
    error = (got - expected).abs().double()
    same = (got == expected) | (got.isnan() & expected.isnan())
    shares = torch.where(same, 0.0, error / allowed).nan_to_num(float("inf"), float("inf"))
    share = float(shares.max()) if shares.numel() else 0.0
    margins.append(Margin(str(expected.dtype).removeprefix("torch."), rtol, share))
