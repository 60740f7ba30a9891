"""The benchmark: ``make bench``, or ``make bench BENCH=--quick`` for a first look.

Measures, in one run and by turns, what grading the same notebooks costs with this tool, with
nbgrader, without any grader, and without any isolation; then where our time goes, and what people
wait for. Prints tables; ``build/bench/`` gets every sample as JSON, and a picture.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from contest import BARE, FLOOR, NBGRADER, OURS, Contest, Sample, Sizes
from large_class import exports, reruns
from machine import described, machine
from medians import Figures, figures, ratios
from notebooks import mistaken_class, right_class
from picture import draw
from rich.console import Console
from rich.progress import Progress
from show import show_contest, show_ratios, show_stages, show_waits
from stages import Stages, stages
from start import try_against_import
from tree import ROOT

from autograder.course.assignment import Assignment
from autograder.course.course import assignments

OUTPUT = ROOT / "build" / "bench"
Step = Callable[[str], None]


@dataclass(frozen=True)
class Size:
    """How much is measured. ``rounds`` are those counted."""

    slugs: tuple[str, ...]
    rounds: int
    classes: Sizes
    staged: int
    tries: int
    reruns: tuple[int, int]
    exported: int

    @property
    def steps(self) -> int:
        """For the progress bar: commands, more or less."""
        contest = len(self.slugs) * (4 + 8 * self.rounds)
        return contest + 2 * len(self.slugs) + self.tries + 4 * len(self.reruns) + 1 + 4


QUICK = Size(("06-manual-backprop",), 1, Sizes(1, 4, 16), 6, 3, (100, 500), 250)
FULL = Size(("06-manual-backprop", "04-autograd"), 3, Sizes(1, 8, 48), 20, 7, (500, 5000), 5000)


def measure(size: Size, folder: Path, step: Step) -> dict[str, Any]:
    """Everything, as it goes into the JSON, but for the tables' own objects."""
    course = assignments(ROOT)
    chosen = [course[slug] for slug in size.slugs]
    contests = [Contest(folder / one.slug, one, size.classes) for one in chosen]
    samples = [
        sample
        for number in range(size.rounds + 1)
        for contest in contests
        for sample in _counted(contest.round(number), step)
    ]
    both = [course["04-autograd"], course["06-manual-backprop"]]
    return {
        "samples": samples,
        "stages": [one for about in chosen for one in _stages(folder, about, size.staged, step)],
        "try": try_against_import(folder / "try", chosen[0], size.tries, step),
        "rerun": reruns(folder, chosen[0], size.reruns, step),
        "export": exports(folder, both, size.exported, step),
    }


def _counted(samples: Iterator[Sample], step: Step) -> Iterator[Sample]:
    for one in samples:
        step(f"{one.slug}, round {one.round}: {one.who}, {one.notebooks} in {one.wall:.1f} s")
        yield one


def _stages(folder: Path, about: Assignment, many: int, step: Step) -> Iterator[Stages]:
    for kind, write in (("right", right_class), ("mistaken", mistaken_class)):
        home = folder / about.slug / kind
        write(home, about, many)
        yield stages(home.parent, about, kind, home)
        step(f"{about.slug}: stages of {many} {kind}")


@contextmanager
def _progress(steps: int) -> Iterator[Step]:
    started = time.monotonic()
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Measuring", total=steps)

        def step(what: str) -> None:
            progress.console.print(f"{time.monotonic() - started:6.0f} s  {what}", highlight=False)
            progress.advance(task)

        yield step


def show(
    console: Console,
    contest: dict[str, dict[str, Figures]],
    found: dict[str, Any],
    shared: int,
) -> None:
    """All tables."""
    for slug, of in contest.items():
        show_contest(console, slug, of, shared)
    show_ratios(console, {slug: ratios(of) for slug, of in contest.items()}, shared)
    show_stages(console, found["stages"])
    show_waits(console, found)


def main() -> None:
    """Measure, write and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer notebooks, one round")
    size = QUICK if parser.parse_args().quick else FULL
    about, console = machine(), Console()
    console.print(described(about))
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, _progress(size.steps) as step:
        found = measure(size, Path(folder), step)
    contest = {slug: _figures(found["samples"], slug, size.classes) for slug in size.slugs}
    _write({"machine": about, "sizes": asdict(size)}, contest, found)
    draw(OUTPUT / "bench.png", contest, found["stages"], described(about))
    show(console, contest, found, size.classes.shared)
    console.print(f"Wrote {OUTPUT / 'bench.json'} and {OUTPUT / 'bench.png'}")


def _figures(samples: Sequence[Sample], slug: str, sizes: Sizes) -> dict[str, Figures]:
    return {who: figures(samples, who, slug, sizes) for who in (NBGRADER, OURS, BARE, FLOOR)}


def _write(
    about: dict[str, Any], contest: dict[str, dict[str, Figures]], found: dict[str, Any]
) -> None:
    OUTPUT.mkdir(parents=True, exist_ok=True)
    written = {
        **about,
        "ratios": {slug: ratios(of) for slug, of in contest.items()},
        "figures": contest,
        **found,
    }
    text = json.dumps(written, indent=1, default=asdict)
    (OUTPUT / "bench.json").write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
