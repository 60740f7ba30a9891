"""Exit statuses, and errors as one clear line."""

from __future__ import annotations

import functools
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NoReturn, ParamSpec, TypeVar

import click

GRADED = 0
NEEDS_A_PERSON = 1
USAGE = 2
GRADER_FAILED = 3
BELOW = 4
INTERRUPTED = 130

_P = ParamSpec("_P")
_R = TypeVar("_R")


def fail(message: str, status: int) -> NoReturn:
    """Say what is wrong on standard error and end."""
    lines = [line if line.isprintable() else ascii(line)[1:-1] for line in message.split("\n")]
    sys.stderr.write("autograder: " + "\n".join(lines) + "\n")
    raise SystemExit(status)


def clear_errors(command: Callable[_P, _R]) -> Callable[_P, _R]:
    """Turn the errors that people can mend into one line and an exit status."""

    @functools.wraps(command)
    def run(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        try:
            with _worded():
                return command(*args, **kwargs)
        except KeyboardInterrupt:
            # Again would only be a traceback in the middle of the line.
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            fail("stopped; what is recorded is safe, run it again to go on", INTERRUPTED)

    return run


def clear_student_errors(command: Callable[_P, _R]) -> Callable[_P, _R]:
    """The same for commands on a student's machine, which has less to import and to break."""

    @functools.wraps(command)
    def run(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        from autograder.student.bundle import StudentError
        from autograder.student.checked import NotReadable

        try:
            return command(*args, **kwargs)
        except NotReadable as error:
            fail(str(error), NEEDS_A_PERSON)
        except StudentError as error:
            fail(str(error), USAGE)
        except KeyboardInterrupt:
            fail("stopped", INTERRUPTED)

    return run


@contextmanager
def _worded() -> Iterator[None]:
    try:
        yield
    except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
        raise
    except Exception as error:
        _end_with(error)


def _end_with(error: Exception) -> NoReturn:
    # Imported only now: a command that ends well need not wait for them.
    from autograder.course.assignment import CourseError
    from autograder.grading.entry import NothingThere, UnreadableFile
    from autograder.grading.pool import PoolBroken
    from autograder.sandbox.gpu import NoGpu
    from autograder.sandbox.isolation import IsolationError
    from autograder.sandbox.visible import ExposedError
    from autograder.split.refusal import FileRefused
    from gradebook.errors import GradebookError, UnusableRequest

    misused = (CourseError, ExposedError, NoGpu, NothingThere, UnreadableFile)
    if isinstance(error, (*misused, FileRefused, UnusableRequest)):
        fail(str(error), USAGE)
    if isinstance(error, GradebookError | IsolationError | PoolBroken):
        fail(str(error), GRADER_FAILED)
    if isinstance(error, OSError):
        fail(f"{error}; free what is short (disk, memory, files) and run it again", GRADER_FAILED)
    # An uncaught exception would end with status 1, which means something else.
    traceback.print_exception(error)
    fail("the grader has a fault, shown above; what is recorded is safe", GRADER_FAILED)
