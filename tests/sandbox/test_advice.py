"""Errors of code that is tied to one device earn advice, as torch words them here."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch

from autograder.sandbox.advice import advice
from autograder.wire.answer import describe

X = torch.ones(2, 3, device="meta")
STAY = "stay with torch's own operations"
HERE = "Make new tensors on the device of the input"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (lambda: X.numpy(), STAY),
        (lambda: X.cpu(), STAY),
        (lambda: X.tolist(), STAY),
        (lambda: X.sum().item(), STAY),
        (lambda: X + torch.ones(3), HERE),
        (lambda: torch.cat([X, torch.ones(2, 3)]), HERE),
    ],
)
def test_what_meta_shows_is_explained(code: Callable[[], object], said: str) -> None:
    with pytest.raises((RuntimeError, TypeError, NotImplementedError)) as caught:
        code()
    told = describe(caught.value)
    assert said in advice(told.name, told.message)


@pytest.mark.parametrize(
    ("name", "message", "said"),
    [
        ("AssertionError", "Torch not compiled with CUDA enabled", "There may be no GPU"),
        ("RuntimeError", "Found no NVIDIA driver on your system.", "There may be no GPU"),
        ("RuntimeError", "No CUDA GPUs are available", "There may be no GPU"),
        ("TypeError", "can't convert cuda:0 device type tensor to numpy. Use", STAY),
        ("AcceleratorError", "CUDA error: device-side assert triggered", "out of range"),
    ],
)
def test_what_a_gpu_says_is_explained(name: str, message: str, said: str) -> None:
    assert said in advice(name, message)
