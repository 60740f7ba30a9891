"""A tensor that was on another device than the CPU."""

from __future__ import annotations

from dataclasses import dataclass

import torch


@dataclass(frozen=True)
class Placed:
    """What came of a tensor on a device that its reader need not have: a GPU.

    Attributes:
        tensor: its numbers, on the CPU.
        device: where it was: the type of the device, such as ``cuda``.
    """

    tensor: torch.Tensor
    device: str
