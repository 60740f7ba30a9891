"""Runs code cells as Jupyter does: magics, ``display``, top-level await, rich output."""

from __future__ import annotations

import builtins
import getpass
import linecache
import subprocess
import sys
import traceback
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, TracebackType
from typing import Any, NoReturn

from IPython.core.compilerop import CachingCompiler
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.error import StdinNotImplementedError, UsageError
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from autograder.wire.answer import describe
from autograder.wire.messages import MAX_TRACE, CellDone, Place, Raised
from autograder.worker.unreached import define_unreached

_CELL = "<cell {}>"
_MAX_CODE = 120
_ELSEWHERE = Path(__file__).parent / "elsewhere"
_INSTALLERS = ("conda", "load_ext", "mamba", "micromamba", "reload_ext", "uv")


class Printed:
    """A text stream that keeps what is printed up to a limit and forgets the rest."""

    encoding = "utf-8"
    errors = "replace"

    def __init__(self, limit: int) -> None:
        self._room = limit
        self._parts: list[str] = []

    def write(self, text: str) -> int:
        """Keep ``text`` as far as there is room."""
        kept = text[: self._room]
        self._room -= len(kept)
        if kept:
            self._parts.append(kept)
        return len(text)

    def flush(self) -> None:
        """Nothing is held back."""

    def isatty(self) -> bool:
        """No terminal."""
        return False

    def text(self) -> str:
        """All that was kept."""
        return "".join(self._parts)


class _Compiler(CachingCompiler):
    """Names each cell's code ``<cell N>``, so that a traceback tells where an error was."""

    number = 0

    def get_code_name(self, raw_code: str, transformed_code: str, number: int) -> str:
        return _name(self.number)


class _Publisher(DisplayPublisher):
    """``display(...)`` prints the plain text of what it shows."""

    def publish(
        self,
        data: Any,
        metadata: Any = None,
        source: Any = None,
        *,
        transient: Any = None,
        update: Any = False,
        **kwargs: Any,
    ) -> None:
        print(data.get("text/plain", ""))  # noqa: T201 - this is the notebook's own output

    def clear_output(self, wait: bool = False) -> None:
        """Nothing to clear."""


class _Hook(DisplayHook):
    """Shows the value of a cell's last line without an ``Out[1]:`` prompt."""

    def write_output_prompt(self) -> None:
        """No prompt."""


class Shell(InteractiveShell):
    """An IPython shell without a terminal, a history or a graphical interface."""

    compiler_class = _Compiler
    displayhook_class = _Hook
    display_pub_class = _Publisher

    def showtraceback(self, *_: Any, **__: Any) -> None:
        """The error goes back as plain data; nobody reads a traceback here."""

    showsyntaxerror = showtraceback

    def system(self, cmd: str) -> None:
        """``!command`` runs without a terminal; there is none to be had."""
        line = self.var_expand(cmd, depth=1)
        done = subprocess.run(
            line, shell=True, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        self.user_ns["_exit_code"] = done.returncode
        print(done.stdout, end="")  # noqa: T201 - this is the notebook's own output

    def run_line_magic(self, magic_name: str, line: str, _stack_depth: int = 1) -> Any:
        """A magic that is not here says so, and the cell goes on: it did where it was written."""
        try:
            return super().run_line_magic(magic_name, line, _stack_depth + 1)
        except Exception as error:
            if not isinstance(error, UsageError) and magic_name not in _INSTALLERS:
                raise
            print(f"%{magic_name}: {error}")  # noqa: T201 - this is the notebook's own output
            return None

    def enable_gui(self, gui: str | None = None) -> None:
        """There is no screen."""

    def enable_matplotlib(self, gui: str | None = None) -> tuple[str, str]:
        """``%matplotlib inline`` keeps the backend that draws to nowhere."""
        return "agg", "agg"


def make_shell() -> Shell:
    """A shell, made in the zygote and forked with it: making one takes 30 ms."""
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.banner1 = ""
    shell: Shell = Shell.instance(config=config)
    builtins.input = getpass.getpass = _ask_nobody
    sys.path.append(str(_ELSEWHERE))
    return shell


def _ask_nobody(*_: Any, **__: Any) -> NoReturn:
    """Stands for ``input``, which would wait, or say no more than that a file has ended."""
    raise StdinNotImplementedError("nobody sits at a keyboard when a notebook is graded")


def run_cell(shell: Shell, number: int, source: str, output_limit: int) -> CellDone:
    """Run one cell to its end or to its first error; ``output_limit`` in characters."""
    printed = Printed(output_limit)
    outer = sys.stdout, sys.stderr
    sys.stdout = sys.stderr = printed
    shell.compile.number = number
    try:
        result = shell.run_cell(source, store_history=False)
        error = result.error_before_exec or result.error_in_exec
        if result.error_in_exec is not None:
            _go_on(shell, number, source, result.error_in_exec)
    except BaseException as unexpected:  # an interrupt between two bytecodes of IPython itself
        error = unexpected
    finally:
        sys.stdout, sys.stderr = outer
    raised = locate(error) if error is not None else None
    if error is not None:
        _forget(shell, error)
    return CellDone(error=raised, output=_clean(printed.text()))


def _go_on(shell: Shell, number: int, source: str, error: BaseException) -> None:
    code = shell.transform_cell(source)
    define_unreached(shell.user_ns, code, error, _name(number), shell.compile)


def _forget(shell: Shell, error: BaseException) -> None:
    """Let go of what the failed cell held: a traceback keeps every local tensor alive."""
    traceback.clear_frames(error.__traceback__)
    error.__traceback__ = None
    shell.last_execution_result = None


def locate(error: BaseException) -> Raised:
    """The error as plain data, with the student's own lines that led to it."""
    raised = describe(error)
    return Raised(name=raised.name, message=raised.message, trace=_trace(error))


def _trace(error: BaseException) -> list[Place]:
    if isinstance(error, SyntaxError) and str(error.filename).startswith("<cell "):
        code = (error.text or "").strip()[:_MAX_CODE]
        return [Place(cell=_number(str(error.filename)), line=error.lineno or 0, code=code)]
    frames = deque(_frames_in_cells(error.__traceback__), maxlen=MAX_TRACE)
    return [_place(code, line) for code, line in frames]


def _frames_in_cells(trace: TracebackType | None) -> Iterator[tuple[CodeType, int]]:
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.startswith("<cell "):
            yield trace.tb_frame.f_code, trace.tb_lineno
        trace = trace.tb_next


def _place(code: CodeType, line: int) -> Place:
    name = code.co_filename
    function = "" if code.co_name.startswith("<") else _clean(code.co_name[:_MAX_CODE])
    return Place(cell=_number(name), line=line, code=_line_of(name, line), function=function)


def _name(number: int) -> str:
    """The file name of a cell's code; what is run before the first cell has a place of its own."""
    return _CELL.format(number) if number else "<provided code>"


def _number(name: str) -> int:
    digits = name.removeprefix("<cell ").removesuffix(">")
    return int(digits) if digits.isdigit() else 0


def _line_of(name: str, line: int) -> str:
    return _clean(linecache.getline(name, line).strip()[:_MAX_CODE])


def _clean(text: str) -> str:
    """Without halves of surrogate pairs, which no message can carry."""
    return text.encode("utf-8", "replace").decode("utf-8")
