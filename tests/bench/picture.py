"""The benchmark as one picture: what a notebook costs, and where our time goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import matplotlib

matplotlib.use("agg")
import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from medians import Figures
from stages import Stages

COLOURS = {
    "torchgrade": "#1b6ca8",
    "nbgrader": "#c8553d",
    "floor and checks": "#b9b9b9",
    "floor": "#8a8a8a",
}


def draw(
    path: Path, contest: Mapping[str, Mapping[str, Figures]], several: Sequence[Stages], note: str
) -> None:
    """Write a PNG."""
    figure, (left, right) = plt.subplots(
        1, 2, figsize=(13, 1.9 + 1.3 * max(len(contest), len(several))), layout="constrained"
    )
    _draw_contest(left, contest)
    _draw_stages(right, several)
    figure.legend(loc="outside lower center", ncols=6, fontsize=8, frameon=False)
    figure.suptitle(note, x=0.01, ha="left", fontsize=9, color="#555555")
    figure.savefig(path, dpi=130)
    plt.close(figure)


def _draw_contest(axes: Axes, contest: Mapping[str, Mapping[str, Figures]]) -> None:
    labels, place = [], 0.0
    for slug, of in contest.items():
        for who, one in of.items():
            axes.barh(place, one.each_wall, color=COLOURS[who], height=0.8)
            axes.text(one.each_wall * 1.08, place, f"{one.each_wall:.3g} s", va="center", size=9)
            labels.append((place, f"{slug[:2]}  {who}"))
            place += 1
        place += 0.6
    axes.set_xscale("log")
    seconds = [one.each_wall for of in contest.values() for one in of.values()]
    axes.set_xlim(min(seconds) / 5, max(seconds) * 4)
    axes.set_yticks(*map(list, zip(*labels, strict=True)))
    axes.invert_yaxis()
    axes.set_xlabel("wall seconds for one notebook more (logarithmic)")
    axes.set_title("The same notebooks", loc="left", size=11)
    axes.spines[["top", "right"]].set_visible(False)


def _draw_stages(axes: Axes, several: Sequence[Stages]) -> None:
    colours = plt.get_cmap("tab20").colors
    begun = [0.0] * len(several)
    for number, name in enumerate(several[0].wall):
        widths = [1000 * one.wall[name] for one in several]
        axes.barh(range(len(several)), widths, left=begun, color=colours[number], label=name)
        begun = [start + width for start, width in zip(begun, widths, strict=True)]
    axes.set_yticks(range(len(several)), [f"{one.slug[:2]}  {one.kind}" for one in several])
    axes.invert_yaxis()
    axes.set_xlabel("wall ms for one submission, one job")
    axes.set_title("Where our time goes", loc="left", size=11)
    axes.spines[["top", "right"]].set_visible(False)
