"""Pages that lay submissions side by side whose code is alike: leads for a teacher, no verdicts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from gradebook.pages.environment import render
from gradebook.pages.folder import PageFolder, safe_name

Part = tuple[str, bool]
"""Some text, and whether it is alike."""

_CONTEXT = 2
"""Lines around what is alike; of longer stretches between, the middle is left out."""


@dataclass(frozen=True)
class Side:
    """One student's code."""

    student: str
    parts: tuple[Part, ...]

    def shown(self) -> Iterator[tuple[str, bool, int]]:
        """Parts to show: text, whether it is alike, and how many lines are left out after it."""
        last = len(self.parts) - 1
        for place, (text, alike) in enumerate(self.parts):
            if alike:
                yield text, True, 0
            else:
                yield from _shortened(text, place == 0, place == last)


@dataclass(frozen=True)
class Lead:
    """Two students whose code is alike: by what share of what is their own, and how many letters.

    Names count as one letter; comments, blanks, and what was given or what many have, as none.
    """

    first: Side
    second: Side
    share: float
    letters: int

    @property
    def students(self) -> tuple[str, str]:
        """Who they are, always in the same order."""
        one, other = sorted((self.first.student, self.second.student))
        return one, other


@dataclass(frozen=True)
class AssignmentLeads:
    """The leads of one assignment, the strongest first, and among how many notebooks."""

    slug: str
    title: str
    compared: int
    leads: tuple[Lead, ...]


def write_similar(found: Sequence[AssignmentLeads], output: Path) -> int:
    """Write a page for each assignment that has leads, and one of all; returns how many.

    Raises ``GradebookError`` where a page cannot be written.
    """
    folder = PageFolder(output)
    told = [one for one in found if one.leads]
    for one in told:
        folder.write(f"{safe_name(one.slug)}.html", _page("similar_pairs.html", about=one))
    often = [pair for pair in _often(told) if len(pair[1]) > 1]
    folder.write("index.html", _page("similar.html", found=found, often=often))
    return len(told) + 1


def _page(template: str, **facts: object) -> str:
    return render(template, {"root": "", "anonymous": False, **facts})


def _often(
    found: Sequence[AssignmentLeads],
) -> list[tuple[tuple[str, str], list[AssignmentLeads]]]:
    """The pairs of students, those of most assignments first, with the assignments."""
    together: dict[tuple[str, str], list[AssignmentLeads]] = defaultdict(list)
    for one in found:
        for lead in one.leads:
            together[lead.students].append(one)
    return sorted(together.items(), key=lambda pair: (-len(pair[1]), pair[0]))


def _shortened(text: str, is_first: bool, is_last: bool) -> Iterator[tuple[str, bool, int]]:
    """A stretch that is not alike, without its middle, or what is far from anything alike."""
    lines = text.split("\n")
    head = 0 if is_first else _CONTEXT + 1
    tail = 0 if is_last else _CONTEXT + 1
    left_out = len(lines) - head - tail
    if left_out < 2:
        yield text, False, 0
        return
    yield "\n".join(lines[:head]), False, left_out
    yield "\n".join(lines[len(lines) - tail :]), False, 0
