"""The benchmark's tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from medians import Figures
from rich.console import Console
from rich.table import Table
from stages import Stages

MIB = 2**20


def show_contest(console: Console, slug: str, of: Mapping[str, Figures], shared: int) -> None:
    """One table for each assignment: who needs what."""
    table = _table(
        f"{slug}: the same right notebooks",
        ("", "a notebook more", "its CPU", "to start", f"class of {shared}", "its CPU", "peak PSS"),
    )
    for who, one in of.items():
        floor = who.startswith("floor")
        table.add_row(
            who,
            f"{one.each_wall:.3f} s",
            f"{one.each_cpu:.3f} s",
            "" if floor else f"{one.start_wall:.1f} s",
            f"{one.class_wall:.1f} s",
            f"{one.class_cpu:.1f} s",
            f"{one.peak_bytes / MIB:.0f} MiB",
        )
    console.print(table)


def show_ratios(console: Console, of: Mapping[str, Mapping[str, float]], shared: int) -> None:
    """The ratios of each assignment."""
    table = _table("How many times", ("", *of))
    names = {
        "nbgrader_over_ours_per_notebook": "nbgrader's time / ours, a notebook more",
        "nbgrader_over_ours_whole_command": f"the same, whole command, class of {shared}",
        "nbgrader_over_ours_cpu_per_notebook": "nbgrader's CPU / ours, a notebook more",
        "nbgrader_over_ours_memory": "nbgrader's memory / ours",
        "ours_over_floor_per_notebook": "our time / the floor, a notebook more",
        "ours_over_floor_cpu_per_notebook": "our CPU / the floor, a notebook more",
        "ours_over_bare_per_notebook": "our time / floor and checks in one process",
        "ours_over_bare_cpu_per_notebook": "our CPU / floor and checks in one process",
        "nbgrader_over_bare_per_notebook": "nbgrader's time / floor and checks in one process",
    }
    for key, name in names.items():
        table.add_row(name, *(f"{ratios[key]:.2f}" for ratios in of.values()))
    console.print(table)


def show_stages(console: Console, several: Sequence[Stages]) -> None:
    """Where the time of one submission goes."""
    heads = [f"{one.slug[:2]} {one.kind}" for one in several]
    columns = [text for head in heads for text in (f"{head}: wall", "our CPU")]
    table = _table("One submission, one job, in ms", ("stage", *columns))
    for name in several[0].wall:
        pairs = [(one.wall[name], one.cpu[name]) for one in several]
        table.add_row(name, *_milliseconds(pairs), end_section=name == list(several[0].wall)[-1])
    sums = [(sum(one.wall.values()), sum(one.cpu.values())) for one in several]
    table.add_row("all", *_milliseconds(sums))
    console.print(table)
    for head, one in zip(heads, several, strict=True):
        box, zygote = 1000 * one.box_cpu, 1000 * one.zygote_cpu
        console.print(f"{head}: CPU of its box {box:.0f} ms, of the zygote {zygote:.0f} ms")


def show_waits(console: Console, results: Mapping[str, Any]) -> None:
    """What people wait for: one notebook, a rerun, an export."""
    table = _table("What people wait for", ("", "seconds", ""))
    tried, rerun, export = results["try"], results["rerun"], results["export"]
    table.add_row(
        "autograder try",
        f"{tried['try_seconds']:.2f}",
        f"{tried['ratio']:.2f} x import torch ({tried['import_torch_seconds']:.2f} s)",
    )
    for size, wall in rerun["seconds_by_class"].items():
        table.add_row(f"grade {size} unchanged again", f"{wall:.2f}", "")
    each = 1000 * rerun["seconds_each"]
    table.add_row("one unchanged submission more", f"{rerun['seconds_each']:.5f}", f"{each:.2f} ms")
    for detail in ("assignments", "checks"):
        wall, peak = export[f"{detail}_seconds"], export[f"{detail}_peak_bytes"] / MIB
        what = f"export {detail} of {export['submissions']}"
        table.add_row(what, f"{wall:.2f}", f"peak PSS {peak:.0f} MiB")
    console.print(table)


def _milliseconds(pairs: Sequence[tuple[float, float]]) -> list[str]:
    return [f"{1000 * seconds:.1f}" for pair in pairs for seconds in pair]


def _table(title: str, columns: Sequence[str]) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold")
    for number, column in enumerate(columns):
        table.add_column(column, justify="right" if number else "left")
    return table
