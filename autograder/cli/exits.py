"""Exit statuses, and errors as one clear line."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from typing import NoReturn, ParamSpec, TypeVar

GRADED = 0
NEEDS_A_PERSON = 1
USAGE = 2
GRADER_FAILED = 3

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
        from autograder.course.assignment import CourseError
        from autograder.grading.entry import NothingThere, UnreadableFile
        from autograder.grading.pool import PoolBroken
        from autograder.sandbox.isolation import IsolationError
        from autograder.sandbox.visible import ExposedError
        from gradebook.errors import GradebookError

        try:
            return command(*args, **kwargs)
        except (CourseError, ExposedError, NothingThere, UnreadableFile) as error:
            fail(str(error), USAGE)
        except (GradebookError, IsolationError, PoolBroken) as error:
            fail(str(error), GRADER_FAILED)
        except KeyboardInterrupt:
            fail("stopped; what is recorded is safe, run it again to go on", 130)

    return run
