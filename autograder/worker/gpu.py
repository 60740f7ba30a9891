"""Make the GPU of a box ready, before any code of a student's runs in it."""

from __future__ import annotations

import torch

from autograder.wire.limits import MIB, Limits


def ready(limits: Limits) -> None:
    """Start CUDA, and cap what torch allocates, so that too much is an error in the notebook.

    The cap is a courtesy that student code can lift; the grader's watch holds it too.

    Raises:
        RuntimeError: CUDA does not start here.
    """
    torch.cuda.init()  # type: ignore[no-untyped-call]
    whole = torch.cuda.get_device_properties(0).total_memory
    torch.cuda.set_per_process_memory_fraction(min(1.0, limits.gpu_mib * MIB / whole))
