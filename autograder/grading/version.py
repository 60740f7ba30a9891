"""The grader's version: its number, a digest of its own code, and what it runs on."""

from __future__ import annotations

import sys
from functools import cache
from importlib import metadata
from pathlib import Path

import autograder
from autograder.digest import digest_of

# What decides a grade; the command line and the exports do not.
_DECIDING = (
    "wire",
    "sandbox",
    "worker",
    "checks",
    "course",
    "grading",
    "split",
    "digest.py",
    "outcome.py",
    "seeds.py",
)


@cache
def grader_version() -> str:
    """Changes with any file that decides a grade, so that edited code is never taken for old."""
    root = Path(autograder.__file__).parent
    parts = [root / name for name in _DECIDING]
    files = [path for part in parts for path in (part.rglob("*.py") if part.is_dir() else [part])]
    python = ".".join(map(str, sys.version_info[:3]))
    torch = metadata.version("torch")
    return f"{autograder.__version__}+{digest_of(root, files)} torch {torch} python {python}"
