"""Ask the functions that a notebook's kernel has now, and leave the kernel as it was."""

from __future__ import annotations

import builtins
import io
import linecache
import os
import random
import sys
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from types import TracebackType
from typing import Any, NoReturn
from unittest import mock

import numpy as np
import torch
from IPython.utils.capture import capture_output

from autograder.student.replay import CannotTry
from autograder.student.run import OwnFunctions
from autograder.wire.answer import answer, describe
from autograder.wire.messages import Answer, Call, Probe, Raised

_MAX_CODE = 120


class LiveSession(OwnFunctions):
    """A student's functions as they are in the kernel. ``place`` is where the last error was."""

    def __init__(self, shell: Any) -> None:
        """``shell``: IPython's."""
        super().__init__()
        self._shell = shell
        self.place = ""

    def _answer(self, request: Call | Probe) -> Answer:
        if isinstance(request, Probe) and "os.fork(" in request.source:
            raise CannotTry(
                "it starts processes, which a running notebook cannot safely do; "
                "`autograder check` tries it"
            )
        return answer(self._shell.user_ns, request, self._report)

    def _report(self, error: BaseException) -> Raised:
        """An exception as data; an interrupt is for the student to have."""
        if isinstance(error, KeyboardInterrupt):
            raise error
        self.place = _place(error, getattr(self._shell.compile, "_filename_map", {}))
        return describe(error)


def _place(error: BaseException, cells: dict[str, int]) -> str:
    """The student's own line that led to an error, and the number that Jupyter shows at its cell.

    ``cells``: the number of each file name that the kernel compiled a cell under.
    """
    spots = [spot for spot in _frames(error.__traceback__) if spot[0] in cells]
    if not spots:
        return ""
    name, line = spots[-1]
    code = linecache.getline(name, line).strip()[:_MAX_CODE]
    return f"cell [{cells[name]}], line {line}: `{code}`"


def _frames(trace: TracebackType | None) -> Iterator[tuple[str, int]]:
    while trace is not None:
        yield trace.tb_frame.f_code.co_filename, trace.tb_lineno
        trace = trace.tb_next


class _Nowhere(io.TextIOBase):
    """A text stream that keeps nothing."""

    def write(self, text: str) -> int:
        return len(text)


@contextmanager
def undisturbed(names: dict[str, Any]) -> Iterator[None]:
    """Keep from a kernel what checks do to it: draws, recording, names, folder, prints, figures.

    ``names``: the kernel's, which are what they were after the block.
    """
    with ExitStack() as stack:
        stack.callback(_give_back, names, dict(names))
        stack.callback(torch.set_rng_state, torch.get_rng_state())
        stack.callback(np.random.set_state, np.random.get_state())
        stack.callback(random.setstate, random.getstate())
        stack.callback(torch.set_grad_enabled, torch.is_grad_enabled())
        stack.callback(os.chdir, os.getcwd())
        stack.enter_context(warnings.catch_warnings(action="ignore"))
        stack.enter_context(mock.patch.object(builtins, "input", _ask_nobody))
        stack.enter_context(capture_output(stdout=False, stderr=False))
        for redirect in (redirect_stdout, redirect_stderr):
            stack.enter_context(redirect(_Nowhere()))
        stack.enter_context(_no_new_figures())
        yield


def _give_back(names: dict[str, Any], before: dict[str, Any]) -> None:
    for name in names.keys() - before.keys():
        del names[name]
    names.update(before)


def _ask_nobody(*_: object, **__: object) -> NoReturn:
    raise RuntimeError("nobody sits at a keyboard when a notebook is graded")


@contextmanager
def _no_new_figures() -> Iterator[None]:
    """Close the figures that checks make; what they draw without one goes to a new one too."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    before = set(pyplot.get_fignums()) if pyplot else set()
    current = pyplot.gcf().number if pyplot and before else None
    if pyplot and before:
        pyplot.figure()
    try:
        yield
    finally:
        pyplot = sys.modules.get("matplotlib.pyplot")
        for number in (set(pyplot.get_fignums()) if pyplot else set()) - before:
            pyplot.close(number)  # type: ignore[union-attr]
        if pyplot and current in pyplot.get_fignums():
            pyplot.figure(current)
