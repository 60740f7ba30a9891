"""Everything slow that each notebook would do first, done once before forking."""

from __future__ import annotations

import os
import sys

import matplotlib.pyplot  # noqa: F401 - half of all notebooks draw; a second each
import torch


def warm_up() -> None:
    """Import what notebooks import, make the first optimiser, and stay on one thread.

    Forking after a multi-threaded torch operation hangs the child for ever, so torch gets one
    thread, and the setter is replaced by one that does nothing.
    """
    # Where it is installed pandas imports it: it starts a thread, and tables of strings differ.
    sys.modules["pyarrow"] = None  # type: ignore[assignment]
    import pandas  # noqa: F401

    torch.set_num_threads(1)
    torch.set_num_interop_threads(1)
    torch.set_num_threads = _keep_one_thread
    parameter = torch.nn.Parameter(torch.ones(2))
    optimiser = torch.optim.SGD([parameter], lr=0.1)
    torch.autograd.backward((parameter * 2).sum())
    optimiser.step()


def _keep_one_thread(nthreads: int) -> None:
    """Stands in for ``torch.set_num_threads``: more threads could not be forked."""


def thread_count() -> int:
    """How many threads this process has, by the kernel's count."""
    return len(os.listdir("/proc/self/task"))
