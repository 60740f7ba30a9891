"""Random inputs for checks."""

from __future__ import annotations

import torch


class Rng:
    """Random inputs for a check. All draws come from one ``torch.Generator`` on the CPU."""

    def __init__(self, seed: int) -> None:
        self.generator = torch.Generator().manual_seed(seed)

    def normal(self, *shape: int, dtype: torch.dtype = torch.float32) -> torch.Tensor:
        """Standard normal numbers of this shape."""
        return torch.randn(shape, generator=self.generator, dtype=dtype)

    def uniform(
        self, *shape: int, low: float = 0.0, high: float = 1.0, dtype: torch.dtype = torch.float32
    ) -> torch.Tensor:
        """Numbers spread evenly over [low, high)."""
        return torch.rand(shape, generator=self.generator, dtype=dtype) * (high - low) + low

    def integer(self, low: int, high: int) -> int:
        """A Python int in [low, high)."""
        return int(self.integers(low, high, (1,)).item())

    def integers(self, low: int, high: int, shape: tuple[int, ...]) -> torch.Tensor:
        """An int64 tensor of this shape with entries in [low, high)."""
        return torch.randint(low, high, shape, generator=self.generator)
