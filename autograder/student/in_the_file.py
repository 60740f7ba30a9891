"""Cautions that a notebook file gives by itself, before anything is run."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from autograder.grading.entry import MAX_NOTEBOOK_BYTES
from autograder.grading.notebook import cells_of, declared_assignment, is_code, source_of
from autograder.grading.oddities import oddities
from autograder.student.bundle import Bundle
from autograder.student.cautions import Caution, at_start, cell_name, listed
from autograder.student.definitions import Definition, definitions, tree_of

_MIB = 2**20
_ELSEWHERE = re.compile(r"(/home/|/Users/|/content/|/kaggle/|/mnt/|[A-Za-z]:[\\/])\S")
_INSTALL = re.compile(r"^\s*[!%]\s*(pip|conda|mamba|uv|apt)\b", re.MULTILINE)


def cautions_of_file(
    path: Path, content: bytes, notebook: dict[str, Any], bundle: Bundle
) -> list[Caution]:
    """What is odd about a notebook that can be read.

    Args:
        path: its name.
        content: its bytes.
        notebook: what ``parse`` made of them.
        bundle: of its assignment.
    """
    code = [cell for cell in cells_of(notebook) if is_code(cell)]
    sources = [source_of(cell) for cell in code]
    trees = [tree_of(source) for source in sources]
    return [
        *_size(content),
        *_placement(path, notebook, bundle),
        *_tasks(notebook, bundle, trees, sources),
        *(Caution(text) for text in oddities(content, notebook, bundle.setup)),
        *_order(code, sources),
        *_places(trees, sources),
        *_installing(sources),
    ]


def _size(content: bytes) -> Iterator[Caution]:
    size, most = len(content) / _MIB, MAX_NOTEBOOK_BYTES / _MIB
    if size > most * 0.8:
        yield Caution(
            f"The file has {size:.0f} MiB, and the grader takes {most:.0f}: clear the outputs of "
            "the cells that print most, and save.",
            size > most,
        )


def _placement(path: Path, notebook: dict[str, Any], bundle: Bundle) -> Iterator[Caution]:
    declared = declared_assignment(notebook)
    if declared is None and bundle.slug not in path.stem:
        yield Caution(
            "Nothing in the file says which assignment it is, since the notebook's metadata are "
            f"lost: call it {bundle.slug}.ipynb before you hand it in.",
            True,
        )
    elif declared not in (None, bundle.slug):
        yield Caution(
            f"The notebook is of {declared}, and the checks beside it are of {bundle.slug}: put "
            "it into its own folder.",
            True,
        )


def _tasks(
    notebook: dict[str, Any],
    bundle: Bundle,
    trees: Sequence[ast.Module | None],
    sources: Sequence[str],
) -> Iterator[Caution]:
    tasks = [task.name for task in bundle.tasks]
    defined = definitions(trees)
    unreadable = [text for text, tree in zip(sources, trees, strict=True) if tree is None]
    by_name: dict[str, list[Definition]] = {}
    for one in defined:
        by_name.setdefault(one.name, []).append(one)
    strangers = [o for o in defined if o.is_function and o.name not in tasks and _own(o, bundle)]
    for task in tasks:
        if task in by_name:
            yield from _twice(task, by_name[task], sources)
        elif not _heads(task, unreadable):  # of which the run has more to say
            texts = [source_of(cell) for cell in cells_of(notebook) if not is_code(cell)]
            yield _lost(task, strangers, sources, _heads(task, texts))
    unwritten = [f"`{name}`" for name in tasks if name in by_name and by_name[name][-1].is_stub]
    if unwritten:
        yield Caution(f"Not written yet: {', '.join(unwritten)}.", True)


def _own(one: Definition, bundle: Bundle) -> bool:
    """Whether no provided cell defines it."""
    return not any(re.match(rf"(def|class) {re.escape(one.name)}\b", text) for text in bundle.setup)


def _twice(task: str, found: Sequence[Definition], sources: Sequence[str]) -> Iterator[Caution]:
    last = found[-1]
    place = cell_name(last.cell, sources[last.cell - 1])
    if not last.is_function:
        yield Caution(
            f"`{task}` is given to something that is no function in {place}: use another name "
            "there, since what counts is what the name stands for at the end.",
            True,
        )
    elif len(found) > 1:
        before = ", ".join(str(one.cell) for one in found[:-1])
        yield Caution(
            f"`{task}` is defined more than once, in code cell {before} and again in {place}: "
            "only the last one counts, so delete the others.",
            last.is_stub and not all(one.is_stub for one in found),
        )


def _lost(
    task: str, strangers: Sequence[Definition], sources: Sequence[str], in_text: bool
) -> Caution:
    if in_text:
        return Caution(
            f"`{task}` is written in a text cell, which is not run: make it a code cell again "
            "(click on it, then Esc and y).",
            True,
        )
    by_letters = {one.name.lower(): one for one in strangers}
    near = get_close_matches(task.lower(), by_letters, n=1, cutoff=0.75)
    if near:
        one = by_letters[near[0]]
        place = cell_name(one.cell, sources[one.cell - 1])
        return Caution(
            f"No cell defines `{task}`, but {place} defines `{one.name}`: call it `{task}`, as in "
            "the starter, or it will not be found.",
            True,
        )
    return Caution(
        f"No cell defines `{task}`: write it, or take its cell from the starter again.", True
    )


def _heads(task: str, texts: Sequence[str]) -> bool:
    """Whether one of them begins the definition of a task."""
    head = re.compile(rf"^(def|class) {re.escape(task)}\b", re.MULTILINE)
    return any(map(head.search, texts))


def _order(code: Sequence[dict[str, Any]], sources: Sequence[str]) -> Iterator[Caution]:
    """Cells as they were run, by the numbers that Jupyter keeps."""
    counts = [
        (number, cell.get("execution_count"))
        for number, cell in enumerate(code, start=1)
        if sources[number - 1].strip()
    ]
    run = [(number, count) for number, count in counts if isinstance(count, int)]
    if not run:
        if counts:
            yield Caution(
                "No cell shows that it was run: run all once (Kernel, Restart Kernel and Run All "
                "Cells), look at what comes, and save."
            )
        return
    never = [cell_name(n, sources[n - 1]) for n, count in counts if not isinstance(count, int)]
    if never:
        yield Caution(f"Never run, but the grader will: {listed(never)}.")
    late = [n for (n, count), (_, before) in zip(run[1:], run, strict=False) if count < before]
    if late:
        names = [cell_name(number, sources[number - 1]) for number in late]
        yield Caution(
            f"Run earlier than the cells above: {listed(names)}. The grader goes from top to "
            "bottom: do Kernel, Restart Kernel and Run All Cells, and see whether all still works."
        )


def _places(trees: Sequence[ast.Module | None], sources: Sequence[str]) -> Iterator[Caution]:
    for number, tree in enumerate(trees, start=1):
        texts = [
            part.value
            for part in (ast.walk(tree) if tree else ())
            if isinstance(part, ast.Constant) and isinstance(part.value, str)
        ]
        away = [text for text in texts if _ELSEWHERE.match(text) and "\n" not in text]
        if away:
            yield Caution(
                f"{at_start(cell_name(number, sources[number - 1]))} names a place that only "
                f"your computer has, {away[0][:80]!r}: the grader has the notebook and no other "
                "file of yours, so no task may need it."
            )


def _installing(sources: Sequence[str]) -> Iterator[Caution]:
    cells = [n for n, source in enumerate(sources, start=1) if _INSTALL.search(source)]
    if cells:
        yield Caution(
            f"{at_start(cell_name(cells[0], sources[cells[0] - 1]))} installs something: the "
            "grader has no network, so use only what requirements.txt names."
        )
