"""How long everything that a submission does may take together."""

from __future__ import annotations

import time

from autograder.sandbox.zygote import SandboxError

BUSY = 3
LEAST_SECONDS = 60.0


class Patience:
    """Seconds that a submission may still take; its boxes share them.

    What it waits for a processor is not spent, but has an end too, which is no fault of its own:
    after ``BUSY`` times as long, and a minute at least, nothing can be said about it.
    """

    def __init__(self, seconds: float = float("inf")) -> None:
        self._left = seconds
        self._end = time.monotonic() + max(seconds * BUSY, LEAST_SECONDS)

    def spend(self, seconds: float) -> None:
        """Take off time that was the submission's own."""
        self._left -= seconds

    @property
    def is_over(self) -> bool:
        """Whether the submission has used it up. Raises ``SandboxError`` if the machine has."""
        if self._left > 0 and time.monotonic() > self._end:
            raise SandboxError("this machine is too busy to grade; try again with fewer --jobs")
        return self._left <= 0
