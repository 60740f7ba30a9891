"""``autograder export``."""

from __future__ import annotations

import sys
from typing import TextIO, cast

import click

from autograder.cli import exits, options


@click.command()
@options.gradebook
@click.option("--format", "kind", type=click.Choice(["csv"]), default="csv", show_default=True,
              help="The file format.")  # fmt: skip
@click.option("--detail", type=click.Choice(["assignments", "checks"]), default="assignments",
              show_default=True, help="One row for each assignment of a student, or for each "
              "check.")  # fmt: skip
@click.option("--output", type=click.Path(dir_okay=False, writable=True), default="-",
              help="The file to write.  [default: standard output]")  # fmt: skip
@exits.clear_errors
def export(target: str, kind: str, detail: str, output: str) -> None:
    """Write grades out of the gradebook.

    The columns of `--detail assignments` are nbgrader's, then `status`. A submission that is
    missing, or that could not be judged at all, has an empty score, never 0.
    """
    from gradebook.exports.csv_table import write_checks, write_grades
    from gradebook.store import Gradebook

    exits.require_gradebook(target)
    with Gradebook.open(target) as gradebook, _stream(output) as stream:
        if detail == "checks":
            write_checks(gradebook, stream)
        else:
            write_grades(gradebook.grades(), stream)
    if output != "-":
        sys.stderr.write(f"Wrote {output}\n")


def _stream(output: str) -> TextIO:
    return cast(TextIO, click.open_file(output, "w", encoding="utf-8", atomic=output != "-"))
