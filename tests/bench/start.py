"""What somebody waits for who tries one notebook, in units of ``import torch``."""

from __future__ import annotations

import statistics
import sys
from collections.abc import Callable
from pathlib import Path

from notebooks import right_class
from tree import cost_of

from autograder.course.assignment import Assignment

_IMPORT = [sys.executable, "-c", "import torch"]


def try_against_import(
    folder: Path, assignment: Assignment, rounds: int, step: Callable[[str], None]
) -> dict[str, float]:
    """Median seconds of ``autograder try`` and of ``import torch``, and their ratio."""
    right_class(folder, assignment, 1)
    (notebook,) = folder.rglob("*.ipynb")
    line = [sys.executable, "-m", "autograder.cli", "try", assignment.slug, str(notebook)]
    cost_of(line)  # so that no file comes from the disk for the first time
    tries, imports = [], []
    for _ in range(rounds):
        tries.append(cost_of(line))
        imports.append(cost_of(_IMPORT))
        step(f"try in {tries[-1].wall:.1f} s, import torch in {imports[-1].wall:.1f} s")
    wall = statistics.median(one.wall for one in tries)
    bare = statistics.median(one.wall for one in imports)
    return {
        "try_seconds": wall,
        "try_cpu_seconds": statistics.median(one.cpu for one in tries),
        "import_torch_seconds": bare,
        "import_torch_cpu_seconds": statistics.median(one.cpu for one in imports),
        "ratio": wall / bare,
        "rounds": rounds,
    }
