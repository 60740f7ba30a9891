"""One notebook set up for its checks: run once, then copied for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager

from autograder.checks.declare import CheckSpec
from autograder.checks.freshness import Freshness
from autograder.grading.notebook import CodeCell
from autograder.grading.run_notebook import CellRun, NotebookDied, run_notebook, set_up
from autograder.outcome import Outcome, StudentProblem
from autograder.sandbox.box import Box, CheckConnection, Stuck, Threaded
from autograder.sandbox.gpu import Gpu
from autograder.sandbox.patience import Patience
from autograder.sandbox.student import StudentSession
from autograder.sandbox.zygote import Zygote
from autograder.wire.limits import Limits

_TOO_LONG = "The notebook and its checks took too long in all; this check was not run any more."


class Bench:
    """Holds the box of a notebook and what was measured of it. Close it, or use it in ``with``.

    Attributes:
        cells: what became of each cell.
        cpu_seconds: CPU time of all boxes used.
        peak_bytes: memory of the largest process.
    """

    def __init__(
        self,
        zygote: Zygote,
        cells: Sequence[CodeCell],
        limits: Limits,
        setup: str = "",
        gpu: Gpu | None = None,
    ) -> None:
        """Keep what is to be run: ``setup`` first, then the cells, with a GPU or without."""
        self._zygote = zygote
        self._setup = setup
        self._sources = cells
        self._limits = limits
        self._box: Box | None = None
        self._copies = ExitStack()
        self._copy: CheckConnection | None = None
        self._gpu = gpu
        self._forks = gpu is None  # what has used CUDA cannot be forked
        self._answered = False
        self._patience = Patience(limits.submission_seconds)
        self.cells: list[CellRun] = []
        self.cpu_seconds = 0.0
        self.peak_bytes = 0

    def __enter__(self) -> Bench:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def run(self) -> None:
        """Run the notebook in a new box. Raises ``NotebookDied`` or ``SandboxError``."""
        self.close()
        self._box = Box(self._zygote, self._limits, self._patience, self._gpu)
        self._answered = False
        set_up(self._box, self._setup, self._limits)
        self.cells = run_notebook(self._box, self._sources, self._limits)

    def close(self) -> None:
        """Kill the box, if there is one, and add up what it used."""
        self._end_copy()
        if self._box is not None:
            ended = self._box.close()
            self.cpu_seconds += ended.cpu_seconds
            self.peak_bytes = max(self.peak_bytes, ended.peak_bytes)
            self._box = None

    def student(self, _: CheckSpec, freshness: Freshness) -> AbstractContextManager[StudentSession]:
        """A session for one check; which one makes no difference."""
        return self.copy(freshness)

    @contextmanager
    def copy(self, freshness: Freshness = Freshness.FRESH) -> Iterator[StudentSession]:
        """A session with a copy of the notebook's state that is so fresh."""
        if freshness is Freshness.APART:
            self.close()
        if freshness is not Freshness.USED or self._copy is None:
            self._copy = self._fresh_copy()
        else:
            self._copy.allow(self._limits.check_seconds)
        yield StudentSession(self._copy)

    def _fresh_copy(self) -> CheckConnection:
        """A fork of the notebook's process.

        A notebook that leaves threads behind cannot be forked; the first copy is then its process
        itself, and the next a new one in which the notebook has run again.
        """
        self._end_copy()
        if self._forks:
            try:
                return self._copies.enter_context(self._ready_box().check())
            except Threaded:
                self._forks = False
            except Stuck:
                self.close()
                raise
        if self._answered:
            self.close()
        copy = self._copies.enter_context(self._ready_box().check(fork=False))
        self._answered = True
        return copy

    def _end_copy(self) -> None:
        self._copies.close()
        self._copy = None

    def _ready_box(self) -> Box:
        """The box that has run the notebook, or a new one."""
        if self._patience.is_over:
            raise StudentProblem(Outcome.TIMED_OUT, _TOO_LONG)
        if self._box is None:
            try:
                self.run()
            except NotebookDied as death:
                raise death.problem from None
        assert self._box is not None
        return self._box
