"""Who got what right, at one look: a row for each student, a column for each check.

Laid out as a few SVG paths, so that the page of a large class stays small; a table says the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from gradebook.pages.people import Person
from gradebook.records import CheckResult, Grade

LOOKS = {
    "passed": "passed",
    "failed": "failed",
    "errored": "errored",
    "missing": "not defined",
    "stopped": "stopped",
    "skipped": "skipped",
}
"""What cells look like, and what the legend calls it."""

_LOOK = {
    **{name: name for name in LOOKS},
    **dict.fromkeys(("refused", "timed_out", "out_of_memory", "crashed"), "stopped"),
}
_CODES = dict(zip(LOOKS, "pfemsk", strict=True))
_CELL_WIDTH, _TASK_GAP = 22, 10
_TALLEST, _LOWEST, _ALL = 14, 2, 900
"""Of rows, and of all rows together where there are many."""
_LABELLED = 11
"""Rows of at least this height have names and gaps."""
_LABEL_WIDTH, _LABEL_LETTERS = 160, 22
_TOP = 120


@dataclass(frozen=True)
class Column:
    """One check: its name, its task, and where its cells begin."""

    check: str
    task: str
    x: int


@dataclass(frozen=True)
class Line:
    """One student: where the row begins, and what each column says; "" where nothing was asked."""

    person: Person
    score: float | None
    y: int
    outcomes: tuple[str, ...]

    @property
    def codes(self) -> str:
        """A letter for each column, as the script of the page reads them."""
        return "".join(_CODES[_look(outcome)] if outcome else "-" for outcome in self.outcomes)

    def troubles(self, columns: Sequence[Column], task: str) -> list[str]:
        """The checks of a task that did not pass, in words."""
        pairs = zip(columns, self.outcomes, strict=True)
        return [
            f"{column.check.removeprefix('check_')} {outcome.replace('_', ' ')}"
            for column, outcome in pairs
            if column.task == task and outcome not in ("", "passed")
        ]


@dataclass(frozen=True)
class HeatMap:
    """The whole picture."""

    columns: list[Column]
    lines: list[Line]
    row_height: int

    @property
    def is_labelled(self) -> bool:
        """Whether there is room for the names of students."""
        return self.row_height >= _LABELLED

    @property
    def left(self) -> int:
        """Where the cells begin."""
        return _LABEL_WIDTH if self.is_labelled else 0

    @property
    def top(self) -> int:
        """Where the rows begin; the tasks' names stand above."""
        return _TOP

    @property
    def width(self) -> int:
        """Of all, with room for the last task's name, which leans to the right."""
        return self.columns[-1].x + _CELL_WIDTH + _TOP

    @property
    def height(self) -> int:
        """Of all."""
        return _TOP + self.row_height * len(self.lines)

    @property
    def cell_width(self) -> int:
        """From one column to the next."""
        return _CELL_WIDTH

    @property
    def tasks(self) -> list[tuple[str, int, int]]:
        """Each task's name, where its columns begin and where they end."""
        groups = groupby(self.columns, lambda column: column.task)
        spans = [(name, [column.x for column in some]) for name, some in groups]
        return [(name, xs[0], xs[-1] + _CELL_WIDTH) for name, xs in spans]

    @property
    def labels(self) -> list[tuple[str, int]]:
        """Names of students and their places, where there is room for them."""
        if not self.is_labelled:
            return []
        middle = self.row_height - 3
        return [(_shortened(line.person.name), line.y + middle) for line in self.lines]

    def shares(self) -> list[tuple[str, str, float]]:
        """Of each look that there is: its name, its words, and its share of all cells."""
        counts = Counter(_look(o) for line in self.lines for o in line.outcomes if o)
        whole = counts.total()
        return [(look, LOOKS[look], counts[look] / whole) for look in LOOKS if counts[look]]

    def paths(self) -> Iterator[tuple[str, str]]:
        """Of each look the SVG path of all its cells; neighbours in a column are one."""
        gap = 1 if self.is_labelled else 0
        drawn: dict[str, list[str]] = {look: [] for look in LOOKS}
        for place, column in enumerate(self.columns):
            outcomes = [line.outcomes[place] for line in self.lines]
            for look, y, rows in _runs([_look(o) if o else "" for o in outcomes], gap):
                height = rows * self.row_height - gap
                corner = f"M{column.x} {_TOP + y * self.row_height}"
                wide = _CELL_WIDTH - 1
                drawn[look].append(f"{corner}h{wide}v{height}h-{wide}z")
        return ((look, "".join(parts)) for look, parts in drawn.items() if parts)


def heat_map(
    graded: Sequence[tuple[Grade, Person, Mapping[str, str]]], checks: Sequence[CheckResult]
) -> HeatMap | None:
    """Lay out a class, the best first; None where there is nobody or nothing to show.

    Args:
        graded: each student's grade, who that is, and the outcome of each check by its name.
        checks: one result of each check, in the order of the columns.
    """
    if not graded or not checks:
        return None
    row_height = max(_LOWEST, min(_TALLEST, _ALL // len(graded)))
    left = _LABEL_WIDTH if row_height >= _LABELLED else 0
    columns = list(_columns(checks, left))
    ranked = sorted(graded, key=lambda one: (-(one[0].score or 0.0), one[1].name, one[1].file))
    lines = [
        Line(person, grade.score, _TOP + place * row_height, _in_order(outcomes, columns))
        for place, (grade, person, outcomes) in enumerate(ranked)
    ]
    return HeatMap(columns, lines, row_height)


def outcomes_of(checks: Sequence[CheckResult]) -> dict[str, str]:
    """The outcome of each check by its name: as much as a row needs."""
    return {check.check: check.outcome for check in checks}


def _look(outcome: str) -> str:
    return _LOOK.get(outcome, "stopped")


def _columns(checks: Sequence[CheckResult], left: int) -> Iterator[Column]:
    x = left
    for task, some in groupby(checks, lambda check: check.task):
        for check in some:
            yield Column(check.check, task, x)
            x += _CELL_WIDTH
        x += _TASK_GAP


def _in_order(outcomes: Mapping[str, str], columns: Sequence[Column]) -> tuple[str, ...]:
    return tuple(outcomes.get(column.check, "") for column in columns)


def _runs(looks: Sequence[str], gap: int) -> Iterator[tuple[str, int, int]]:
    """Neighbours that look alike: look, first row, number of rows; each alone if there are gaps."""
    keys = [(look, place if gap else 0) for place, look in enumerate(looks)]
    place = 0
    for (look, _), group in groupby(keys):
        rows = len(list(group))
        if look:
            yield look, place, rows
        place += rows


def _shortened(name: str) -> str:
    return name if len(name) <= _LABEL_LETTERS else f"{name[: _LABEL_LETTERS - 1]}…"
