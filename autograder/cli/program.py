"""The program: ``main``, and an end without delay."""

from __future__ import annotations

import os
import sys

from autograder.cli.main import main


def program() -> None:
    """Run a command. Where torch is loaded, end at once: it takes a second to take itself down."""
    try:
        main()
    except SystemExit as ending:
        if "torch" in sys.modules and isinstance(ending.code, int):
            _end_at_once(ending.code)
        raise


def _end_at_once(status: int) -> None:
    """End, unless somebody is to be told that what was printed has reached nobody."""
    try:
        for stream in filter(None, (sys.stdout, sys.stderr)):  # where they are closed: None
            stream.flush()
    except OSError:
        return
    os._exit(status)
