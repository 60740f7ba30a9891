"""Check a notebook file before it is handed in: its visible checks, and what else may go wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.checks.verdict import CheckRun
from autograder.grading.notebook import (
    NotebookError,
    cells_of,
    code_cells,
    declared_assignment,
    is_code,
    parse,
)
from autograder.outcome import Outcome
from autograder.student.beside import bundle_beside
from autograder.student.bundle import Bundle, StudentError, load
from autograder.student.cautions import Caution
from autograder.student.fresh import run_fresh
from autograder.student.in_the_file import cautions_of_file
from autograder.student.in_the_run import cautions_of_run


class NotReadable(StudentError):
    """The grader could not read the notebook: it would get no points."""


@dataclass(frozen=True)
class Checked:
    """What was found."""

    bundle: Bundle
    runs: Sequence[CheckRun]
    cautions: Sequence[Caution]

    @property
    def is_well(self) -> bool:
        """Whether all visible checks pass that can be tried, and nothing else costs points."""
        well = (Outcome.PASSED, Outcome.SKIPPED)  # one that was skipped builds on one that failed
        fine = all(run.outcome in well for run in self.runs)
        return fine and not any(caution.costs for caution in self.cautions)


def check_file(path: Path, bundle_file: Path | None = None) -> Checked:
    """Run the notebook from the top in a fresh Python, then its visible checks.

    Args:
        path: the notebook.
        bundle_file: the visible checks; by default those beside the notebook.

    Raises:
        NotReadable: the file is no notebook.
        StudentError: the checks cannot be found, or nothing can be run here.
    """
    try:
        content = path.read_bytes()
        notebook = parse(content)
        slug = declared_assignment(notebook)
        bundle = load(bundle_file) if bundle_file else bundle_beside(path, slug)
        cells = code_cells(notebook, frozenset(bundle.cells))
    except NotebookError as error:
        raise NotReadable(f"{path.name}: {error}") from None
    except OSError as error:
        raise StudentError(f"{path} cannot be read: {error.strerror}") from None
    fresh = run_fresh(bundle, cells)
    code = [cell for cell in cells_of(notebook) if is_code(cell)]
    in_the_run = cautions_of_run(fresh, code, cells, bundle)
    in_the_file = cautions_of_file(path, content, notebook, bundle)
    ordered = sorted([*in_the_file, *in_the_run], key=lambda caution: not caution.costs)
    return Checked(bundle, fresh.runs, ordered)
