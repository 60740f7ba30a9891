"""The grader, imported when a process needs it: torch comes with it, which takes a second."""

from __future__ import annotations

import gc
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.grading.gpu_share import GpuShare
from autograder.grading.job import Job
from autograder.sandbox.zygote import Zygote
from gradebook.records import Attempt

if TYPE_CHECKING:
    from autograder.grading.grader import Grader


def grader_class() -> type[Grader]:
    """Import it, and do not look for garbage meanwhile: a tenth of the time, and there is none."""
    gc.disable()
    try:
        from autograder.grading.grader import Grader
    finally:
        gc.freeze()
        gc.enable()
    return Grader


class ImportedGrader:
    """A grader that is imported with its first job, while its zygote, which is begun, does too.

    It can be stopped meanwhile. Stop it at the end.
    """

    def __init__(
        self,
        course: Path,
        layers: tuple[str, ...],
        gpus: GpuShare | None,
        preloads: Sequence[str],
    ) -> None:
        """Begin a zygote. The arguments are those of ``Grader``."""
        self._course, self._layers, self._gpus, self._preloads = course, layers, gpus, preloads
        self._zygote: Zygote | None = None
        with suppress(OSError):  # the first job's attempt will say why there can be none
            self._zygote = Zygote(layers, preloads)
        self._grader: Grader | None = None
        self._handing_over = threading.Lock()
        self._stopped = False

    def work(self, job: Job) -> Attempt:
        """Grade one submission, as ``Grader.work`` does."""
        return (self._grader or self._made()).work(job)

    def _made(self) -> Grader:
        made = grader_class()(self._course, self._layers, self._zygote, self._gpus, self._preloads)
        with self._handing_over:
            self._grader = made
            if self._stopped:
                made.stop()
        return made

    def stop(self) -> None:
        """End all that was begun, also from another thread and in the middle of an import."""
        with self._handing_over:
            self._stopped = True
            begun = self._grader or self._zygote
        if begun is not None:
            begun.stop()
