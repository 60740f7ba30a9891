"""``autograder answer``."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli import exits, options

if TYPE_CHECKING:
    from autograder.split.answering import Answerer, Errand


@click.command()
@click.argument("questions", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--output", required=True, metavar="FOLDER",
              type=click.Path(file_okay=False, path_type=Path),
              help="The folder to write answers to.")  # fmt: skip
@options.isolation
@options.jobs
@exits.clear_errors
def answer(questions: Path, path: Path, output: Path, isolation: str, workers: int) -> None:
    """Hidden grading in two zones, step 2: run notebooks.

    Runs the notebooks at PATH, each in a box, and writes what they answer to the QUESTIONS that
    `autograder ask` wrote. Needs no course, no gradebook and no secret, and should have none.

    Exit status: 0 answered; 1 a notebook is not there; 2 wrong usage; 3 the grader failed.
    """
    from autograder.grading.pool import work_all
    from autograder.sandbox.isolation import layers_for
    from autograder.sandbox.visible import require_hidden
    from autograder.split.answering import Errand
    from autograder.split.form import QUESTIONS, read_questions

    require_hidden([questions, path, output])
    layers = layers_for(isolation)
    output.mkdir(parents=True, exist_ok=True)
    notebooks = dict(_notebooks(path))
    files = sorted(questions.glob(f"*{QUESTIONS}"))
    wanted = {file: read_questions(file).notebook for file in files}
    errands = [Errand(f, notebooks[of]) for f, of in wanted.items() if of in notebooks]
    make = partial(_new_answerer, output, layers)
    told = list(work_all(make, errands, workers, _lost)) if errands else []
    for trouble in filter(None, told):
        click.echo(f"autograder: not answered: {ascii(trouble)[1:-1]}", err=True)
    lacking = len(wanted) - len(errands)
    if lacking:
        click.echo(f"autograder: {lacking} notebooks that were asked are not at {path}", err=True)
    click.echo(f"Wrote answers of {told.count('')} notebooks to {output}.", err=True)
    if any(told):
        raise SystemExit(exits.GRADER_FAILED)
    if lacking:
        raise SystemExit(exits.NEEDS_A_PERSON)


def _notebooks(path: Path) -> Iterator[tuple[str, bytes]]:
    """Every notebook that can be read, by its digest."""
    from autograder.grading.collect import entries
    from autograder.grading.entry import UnreadableFile, is_notebook

    for entry in entries(path):
        if is_notebook(entry.path):
            try:
                content = entry.read()
            except UnreadableFile:
                continue
            yield hashlib.sha256(content).hexdigest(), content


def _new_answerer(output: Path, layers: tuple[str, ...]) -> Answerer:
    from autograder.split.answering import Answerer

    return Answerer(output, layers)


def _lost(errand: Errand, error: Exception) -> str:
    """A notebook over which grading processes died costs its classmates nothing."""
    return f"{errand.path.name}: {error}"
