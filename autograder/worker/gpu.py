"""Make the GPU of a box ready, before any code of a student's runs in it."""

from __future__ import annotations

from collections.abc import Sequence

import torch

from autograder.wire.limits import MIB, Limits
from autograder.wire.no_gpu import show_gpus

_LOADED_LATER_MIB = 512
"""Memory of the host's; with cuDNN and its kernels CUDA was seen to take as much in all."""


def ready(devices: Sequence[str], limits: Limits) -> int:
    """Start CUDA, and cap what torch allocates, so that too much is an error in the notebook.

    The cap is a courtesy that student code can lift; the grader's watch holds it too. A device
    that is none of NVIDIA's needs nothing.

    Returns:
        How many MiB of the host's memory CUDA may still take, for what it loads when it needs it.

    Raises:
        RuntimeError: CUDA does not start here.
    """
    if not any(node.startswith("/dev/nvidia") for node in devices):
        return 0
    show_gpus()
    torch.cuda.init()  # type: ignore[no-untyped-call]
    whole = torch.cuda.get_device_properties(0).total_memory
    torch.cuda.set_per_process_memory_fraction(min(1.0, limits.gpu_mib * MIB / whole))
    ones = torch.ones(2, 2, device="cuda")
    (ones @ ones).sum().item()  # cuBLAS is there too
    return _LOADED_LATER_MIB
