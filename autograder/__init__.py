"""Judges notebooks: course, sandbox, checks, grading, command line; and ``%load_ext autograder``.

Importing this package imports nothing else, so that ``autograder --help`` is fast.
"""

from __future__ import annotations

from typing import Any

__version__ = "0.1.0"


def load_ipython_extension(shell: Any) -> None:
    """``%load_ext autograder`` in a notebook: adds ``%check``. ``shell`` is IPython's."""
    from autograder.student.magic import CheckMagics

    shell.register_magics(CheckMagics)
