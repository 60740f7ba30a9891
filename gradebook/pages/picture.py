"""Pictures of differences, laid out: what a template needs to draw a recorded one.

A record's ``picture`` holds entries, a heat map or a curve as plain data; the grader draws it.
Here they get labels, positions and a sentence that says the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite, log10, prod
from typing import Any

from gradebook.records import CheckResult

WIDTH, HEIGHT = 600, 200
"""Of a curve's plot, in the units of its picture."""
_STEEP = 50
"""A curve that falls by more than this factor is drawn on a logarithmic scale."""


@dataclass(frozen=True)
class Table:
    """One tensor as rows of (text, whether it differs); each row and column has its label."""

    shape: str
    columns: list[str]
    rows: list[tuple[str, list[tuple[str, bool]]]]


@dataclass(frozen=True)
class Entries:
    """Tensors side by side; ``expected`` is None where it may not be shown."""

    place: str
    own: Table
    expected: Table | None
    marked: bool
    all_told: bool
    all_wrong: bool
    kind: str = "entries"


@dataclass(frozen=True)
class Heat:
    """Blocks of a large tensor with wrong entries: (column, row, blocks wide, level 1 to 5)."""

    place: str
    shape: str
    columns: int
    rows: int
    blocks: list[tuple[int, int, int, int]]
    text: str
    kind: str = "heat"


@dataclass(frozen=True)
class Curve:
    """Numbers over steps, as SVG paths; ``first`` is where the first that differs is drawn."""

    place: str
    own: str
    expected: str
    first: tuple[float, float] | None
    first_step: int | None
    ticks: list[tuple[float, str]]
    steps: tuple[int, int]
    is_logarithmic: bool
    text: str
    kind: str = "curve"


Picture = Entries | Heat | Curve


def pictures(check: CheckResult) -> Iterator[Picture]:
    """Lay out the pictures that a check's mismatches hold.

    Of a hidden check no expected value is looked at, whatever the record holds.
    """
    for mismatch in check.mismatches:
        found = mismatch.get("picture")
        if isinstance(found, dict):
            yield _laid_out(found, check.visible)


def _laid_out(found: Mapping[str, Any], visible: bool) -> Picture:
    if found["kind"] == "entries":
        return _entries(found, visible)
    return _heat(found) if found["kind"] == "heat" else _curve(found, visible)


def _entries(found: Mapping[str, Any], visible: bool) -> Entries:
    wrong = found.get("wrong")
    all_wrong = wrong is not None and all(map(all, wrong))
    wrong = None if all_wrong else wrong  # marks on all of them would tell nothing
    theirs = found.get("expected") if visible else None
    return Entries(
        place=found["place"],
        own=_table(found["rows"], found["shape"], wrong),
        expected=None if theirs is None else _table(theirs, found["expected_shape"], wrong),
        marked=wrong is not None,
        all_told=found.get("all_told", True),
        all_wrong=all_wrong,
    )


def _table(
    texts: Sequence[Sequence[str]], shape: Sequence[int], wrong: Sequence[Sequence[int]] | None
) -> Table:
    flags = wrong or [[0] * len(row) for row in texts]
    rows = [
        (_index(number, shape[:-1]), [(text, bool(flag)) for text, flag in zip(*pair, strict=True)])
        for number, pair in enumerate(zip(texts, flags, strict=True))
    ]
    return Table(_shape(shape), [str(column) for column in range(len(texts[0]))], rows)


def _shape(shape: Sequence[int]) -> str:
    return f"({', '.join(map(str, shape))}{',' if len(shape) == 1 else ''})"


def _index(number: int, dimensions: Sequence[int]) -> str:
    """The index of a row among all dimensions but the last, as the student would write it."""
    parts = []
    for dimension in reversed(dimensions):
        number, part = divmod(number, dimension)
        parts.append(str(part))
    return ", ".join(reversed(parts))


def _heat(found: Mapping[str, Any]) -> Heat:
    share = found["share"]
    rows, columns = len(share), len(share[0])
    blocks = [block for row, percents in enumerate(share) for block in _runs(row, percents)]
    return Heat(
        place=found["place"],
        shape=_shape(found["shape"]),
        columns=columns,
        rows=rows,
        blocks=blocks,
        text=_where_wrong(blocks, found["shape"], rows, columns),
    )


def _runs(row: int, percents: Sequence[int]) -> Iterator[tuple[int, int, int, int]]:
    """Neighbours of one level as one block, so that a page stays small."""
    levels = [-(-percent // 20) for percent in percents]
    begin = 0
    for column in range(1, len(levels) + 1):
        if column == len(levels) or levels[column] != levels[begin]:
            if levels[begin]:
                yield begin, row, column - begin, levels[begin]
            begin = column


def _where_wrong(
    blocks: Sequence[tuple[int, int, int, int]], shape: Sequence[int], rows: int, columns: int
) -> str:
    """The rectangle that holds every wrong entry, in words."""
    height, width = prod(shape[:-1]), shape[-1]
    top, bottom = min(b[1] for b in blocks), max(b[1] for b in blocks)
    left, right = min(b[0] for b in blocks), max(b[0] + b[2] - 1 for b in blocks)
    in_rows = _range("row", top, bottom, rows, height)
    in_columns = _range("column", left, right, columns, width)
    if not in_rows and not in_columns:
        return (
            "Entries differ from the first row to the last and from the first column to the last."
        )
    return f"Entries differ only in {' and '.join(filter(None, (in_rows, in_columns)))}."


def _range(what: str, first: int, last: int, blocks: int, entries: int) -> str:
    """The entries behind some blocks; nothing where that is all of them."""
    if last - first + 1 == blocks:
        return ""
    begin, end = first * entries // blocks, -(-(last + 1) * entries // blocks) - 1
    return f"{what} {begin}" if begin == end else f"{what}s {begin} to {end}"


def _curve(found: Mapping[str, Any], visible: bool) -> Curve:
    own, steps, first = found["got"], found["steps"], found.get("first")
    theirs = (found.get("expected") if visible else None) or []
    finite = [value for value in (*own, *theirs) if isfinite(value)] or [0.0]
    scale = _Scale(min(finite), max(finite), steps[0], steps[-1])
    return Curve(
        place=found["place"],
        own=_path(steps, own, scale),
        expected=_path(steps, theirs, scale),
        first=None if first is None else _mark(first, steps, own, scale),
        first_step=first,
        ticks=scale.ticks(),
        steps=(steps[0], steps[-1]),
        is_logarithmic=scale.is_logarithmic,
        text=_told(own, steps, first),
    )


@dataclass(frozen=True)
class _Scale:
    least: float
    most: float
    begin: int
    end: int

    @property
    def is_logarithmic(self) -> bool:
        return self.least > 0 and self.most / self.least > _STEEP

    def x(self, step: float) -> float:
        return round(WIDTH * (step - self.begin) / max(1, self.end - self.begin), 1)

    def y(self, value: float) -> float:
        """From the top; a flat curve runs through the middle."""
        least, most = self._bent(self.least), self._bent(self.most)
        share = (self._bent(value) - least) / (most - least) if most > least else 0.5
        return round(HEIGHT * (1 - share), 1)

    def _bent(self, value: float) -> float:
        # Halves, as the distance between two huge floats may be none.
        return log10(value) if self.is_logarithmic else value / 2

    def ticks(self) -> list[tuple[float, str]]:
        values = dict.fromkeys((self.least, self.most))
        return [(self.y(value), f"{value:.4g}") for value in values]


def _path(steps: Sequence[int], values: Sequence[float], scale: _Scale) -> str:
    """An SVG path, broken where a number is not finite."""
    parts, pen = [], "M"
    for step, value in zip(steps, values, strict=False):
        if isfinite(value):
            parts.append(f"{pen}{scale.x(step):g} {scale.y(value):g}")
        pen = "L" if isfinite(value) else "M"
    return "".join(parts)


def _mark(
    first: int, steps: Sequence[int], own: Sequence[float], scale: _Scale
) -> tuple[float, float]:
    nearest = min(range(len(steps)), key=lambda place: abs(steps[place] - first))
    value = own[nearest]
    return scale.x(first), scale.y(value) if isfinite(value) else 0.0


def _told(own: Sequence[float], steps: Sequence[int], first: int | None) -> str:
    odd = sum(not isfinite(value) for value in own)
    parts = [f"Yours begins at {own[0]:.4g} and ends at {own[-1]:.4g} after step {steps[-1]}."]
    if first is not None:
        parts.append(f"The first step that differs is step {first}.")
    if odd:
        parts.append(f"{odd} of the numbers drawn are not finite (NaN or infinity).")
    return " ".join(parts)
