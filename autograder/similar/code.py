"""A student's own code: what a notebook has beyond its starter."""

from __future__ import annotations

import re
from dataclasses import dataclass

from autograder.course.assignment import Assignment
from autograder.course.notebook import starter
from autograder.grading.notebook import NotebookError, code_cells, parse
from autograder.grading.submission import Submission

_DOCSTRING = re.compile(r'"""(?:.|\n)*?"""')
MAX_LETTERS = 30_000
"""Of a notebook; what comes after is not compared. Some text takes a tokenizer time that grows with
the square of its length."""


@dataclass(frozen=True)
class OwnCode:
    """What one student wrote for an assignment, as one text."""

    student: str
    text: str


@dataclass(frozen=True)
class Starter:
    """What everybody was given: each code cell, and all of them as one text."""

    cells: frozenset[str]
    text: str
    docstrings: tuple[str, ...]

    @classmethod
    def of(cls, assignment: Assignment) -> Starter:
        """The code of the released notebook."""
        notebook = starter(assignment)
        sources = [cell.source.strip() for cell in notebook.cells if cell.cell_type == "code"]
        text = "\n\n".join(sources)
        return cls(frozenset(sources), text, tuple(dict.fromkeys(_DOCSTRING.findall(text))))


def own_code(submission: Submission, given: Starter) -> OwnCode | None:
    """The code cells that are not as they were given; None where there is no notebook to read."""
    try:
        cells = code_cells(parse(submission.content), given.cells)
    except NotebookError:
        return None
    sources = [cell.source.strip() for cell in cells if not cell.provided]
    text = _plain_lines("\n\n".join(source for source in sources if source))
    for docstring in given.docstrings:
        text = text.replace(docstring, "")
    return OwnCode(submission.student, _single_blanks(text)[:MAX_LETTERS].strip())


def _plain_lines(text: str) -> str:
    """One kind of line end, as the tokenizer makes it: places in the text must stay the same."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _single_blanks(text: str) -> str:
    """No blank at the end of a line, and no two blank lines in a row."""
    lines = [line.rstrip() for line in text.split("\n")]
    pairs = zip(lines, ["", *lines], strict=False)
    return "\n".join(line for line, before in pairs if line or before)
