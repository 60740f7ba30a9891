"""The grader's version: its number, a digest of its own code, and what it runs on."""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from importlib import metadata
from pathlib import Path

import autograder

# What decides a grade; the command line and the exports do not.
_DECIDING = ("wire", "sandbox", "worker", "checks", "course", "grading", "outcome.py", "seeds.py")


@cache
def grader_version() -> str:
    """Changes with any file that decides a grade, so that edited code is never taken for old."""
    root = Path(autograder.__file__).parent
    digest = hashlib.sha256()
    for name in _DECIDING:
        place = root / name
        for path in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            digest.update(f"{path.relative_to(root)}\0".encode() + path.read_bytes())
    python = ".".join(map(str, sys.version_info[:3]))
    torch = metadata.version("torch")
    return f"{autograder.__version__}+{digest.hexdigest()[:12]} torch {torch} python {python}"
