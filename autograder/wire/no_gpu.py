"""Have no GPU, whatever this host has, and say so in the same words on every host.

Grading on the CPU must come out the same wherever it is done; so in a box, and in the trusted
process where misconceptions answer in a student's place, CUDA is out of reach.
"""

from __future__ import annotations

import os

import torch

_VARIABLE = "CUDA_VISIBLE_DEVICES"
_KEPT = "AUTOGRADER_CUDA_VISIBLE_DEVICES"
"""What the former was, for processes that are started while it hides all."""
_NOT_SET = "all"
_start = torch.cuda._lazy_init
_asked_for = os.environ.get(_VARIABLE, _NOT_SET) or os.environ.get(_KEPT, "")


def asked_for() -> str | None:
    """What ``CUDA_VISIBLE_DEVICES`` is outside of all this; None where it is not set."""
    return None if _asked_for == _NOT_SET else _asked_for


def hide_gpus() -> None:
    """From now on CUDA does not start in this process, nor in what it starts."""
    os.environ[_VARIABLE], os.environ[_KEPT] = "", _asked_for
    torch.cuda._lazy_init = _refuse


def show_gpus() -> None:
    """Take it back; what has started CUDA meanwhile stays as it is."""
    os.environ.pop(_VARIABLE, None)
    if _asked_for != _NOT_SET:
        os.environ[_VARIABLE] = _asked_for
    torch.cuda._lazy_init = _start


def _refuse() -> None:
    """Stands in for what starts CUDA; torch itself says this where a driver finds no GPU."""
    raise RuntimeError("No CUDA GPUs are available")
