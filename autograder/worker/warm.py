"""Everything slow that each notebook would do first, done once before forking."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence

import torch

from autograder.wire.answer import seed_all
from autograder.wire.no_gpu import hide_gpus

_MODULES = {"pandas": "pandas", "matplotlib": "matplotlib.pyplot"}


def warm_up(preloads: Sequence[str]) -> None:
    """Import what notebooks import, of ``control.PRELOADS``, and stay on one thread.

    Forking after a multi-threaded torch operation hangs the child for ever, so torch gets one
    thread, and the setter is replaced by one that does nothing.
    """
    # Where it is installed pandas imports it: it starts a thread, and tables of strings differ.
    sys.modules["pyarrow"] = None  # type: ignore[assignment]
    torch.set_num_threads(1)
    torch.set_num_interop_threads(1)
    torch.set_num_threads = _keep_one_thread
    hide_gpus()
    repr(torch.ones(2))  # the first one imports for a tenth of a second
    for name in preloads:
        if name in _MODULES:
            importlib.import_module(_MODULES[name])
    if "optim" in preloads:
        _make_an_optimiser()
    seed_all()  # last, so that a notebook draws the same numbers whatever was imported before


def _make_an_optimiser() -> None:
    """The first one imports some 800 modules."""
    parameter = torch.nn.Parameter(torch.ones(2))
    optimiser = torch.optim.SGD([parameter], lr=0.1)
    torch.autograd.backward((parameter * 2).sum())
    optimiser.step()


def _keep_one_thread(nthreads: int) -> None:
    """Stands in for ``torch.set_num_threads``: more threads could not be forked."""


def thread_count() -> int:
    """How many threads this process has, by the kernel's count."""
    return len(os.listdir("/proc/self/task"))
