"""The benchmark measures what it says; that it is fast is nobody's test."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from pkgutil import resolve_name
from types import SimpleNamespace

import pytest
from class_of import rates
from contest import BARE, FLOOR, NBGRADER, OURS, Sample, Sizes
from medians import figures, ratios
from notebooks import mixed_class, right_class
from stages import _STAGES, Clock
from tree import CommandFailed, cost_of

from autograder.course.assignment import load_assignment

BURN = "import time\nwhile time.process_time() < 0.4: pass"
MIB = 2**20


def python(code: str) -> list[str]:
    return [sys.executable, "-S", "-c", code]


def test_cpu_time_of_an_orphan_counts() -> None:
    parent = f"import subprocess, sys; subprocess.Popen([sys.executable, '-S', '-c', {BURN!r}])"
    cost = cost_of(python(parent))
    assert 0.4 <= cost.cpu < 2


def test_memory_is_that_of_the_whole_tree() -> None:
    hold = "import time; kept = bytearray(60 * 2**20); time.sleep(1.2)"
    parent = f"import subprocess, sys; c = subprocess.Popen([sys.executable, '-S', '-c', {hold!r}])"
    cost = cost_of(python(f"{parent}; {hold}; c.wait()"), memory=True)
    assert 120 * MIB < cost.peak_bytes < 200 * MIB


def test_pages_that_forks_share_count_once() -> None:
    fork = "import os, time; kept = bytearray(60 * 2**20); os.fork() and os.fork(); time.sleep(1)"
    assert 60 * MIB < cost_of(python(fork), memory=True).peak_bytes < 110 * MIB


def test_a_command_that_fails_is_no_result() -> None:
    with pytest.raises(CommandFailed, match="what was wrong"):
        cost_of(python("raise SystemExit('what was wrong')"))


@pytest.mark.parametrize("target", [name for names in _STAGES.values() for name in names])
def test_every_stage_is_a_function_of_the_grader(target: str) -> None:
    assert callable(resolve_name(target))


def test_a_stage_is_without_those_inside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    told = SimpleNamespace(perf_counter=lambda: now[0], process_time=lambda: now[0] / 10)
    monkeypatch.setattr("stages.time", told)

    def take(seconds: float) -> None:
        now[0] += seconds

    clock = Clock()
    inner = clock.timed("inner", lambda: take(2.0))
    clock.timed("outer", lambda: (take(1.0), inner(), take(0.5)))()
    take(100.0)
    inner()
    assert {name: spent.wall for name, spent in clock.spent.items()} == {"outer": 1.5, "inner": 4.0}
    assert clock.spent["inner"].cpu == pytest.approx(0.4)


def test_what_a_command_needs_to_start_is_not_in_the_cost_of_a_notebook() -> None:
    sizes = Sizes(1, 5, 11)
    each = {OURS: 0.1, NBGRADER: 3.0, FLOOR: 0.05, BARE: 0.08}
    start = {OURS: 2.0, NBGRADER: 7.0, FLOOR: 0.0, BARE: 0.0}
    samples = [
        Sample(r, who, "a", n, start[who] + n * one, 2 * n * one + 1, peak_bytes=n)
        for who, one in each.items()
        for n in sizes.of(who)
        for r in (1, 2, 3)
    ]
    of = {who: figures(samples, who, "a", sizes) for who in each}
    assert [of[who].each_wall for who in each] == pytest.approx(list(each.values()))
    assert [of[who].start_wall for who in each] == pytest.approx(list(start.values()))
    assert of[OURS].each_cpu == pytest.approx(0.2)
    assert (of[OURS].class_wall, of[NBGRADER].class_wall) == pytest.approx((2.5, 22.0))
    assert ratios(of)["nbgrader_over_ours_per_notebook"] == pytest.approx(30)
    assert ratios(of)["nbgrader_over_ours_whole_command"] == pytest.approx(8.8)
    assert ratios(of)["ours_over_floor_per_notebook"] == pytest.approx(2)
    assert ratios(of)["ours_over_bare_per_notebook"] == pytest.approx(1.25)


def test_no_two_notebooks_are_the_same(course: Path, tmp_path: Path) -> None:
    about = load_assignment(course / "solutions" / "06-manual-backprop")
    right_class(tmp_path / "right", about, 12)
    mixed_class(tmp_path / "mixed", about, 12)
    for kind in ("right", "mixed"):
        texts = Counter(path.read_bytes() for path in (tmp_path / kind).glob("*/*/*.ipynb"))
        assert len(texts) == 12


def test_rates_leave_out_the_start() -> None:
    begun = datetime(2000, 1, 1, tzinfo=UTC)
    moments = [begun + timedelta(seconds=n * 0.5) for n in range(150)]
    moments += [moments[-1] + timedelta(seconds=n) for n in range(1, 151)]
    found = rates(moments)
    assert (found["first_per_second"], found["last_per_second"]) == pytest.approx((2, 1))
    assert found["last_cost_over_first"] == pytest.approx(2)
