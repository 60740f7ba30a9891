"""``autograder export``."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli import exits, options
from gradebook.exports.formats import DETAILS, FORMATS


@click.command()
@options.gradebook
@click.option("--format", "kind", type=click.Choice(FORMATS), default="csv", show_default=True,
              help="csv: a row for each assignment of a student; wide: a row for each student; "
              "canvas, moodle, gradescope: what these import; the others are as they are called.",
              )  # fmt: skip
@click.option("--detail", type=click.Choice(DETAILS), default=DETAILS[0], show_default=True,
              help="How finely, for csv, wide and parquet.")  # fmt: skip
@click.option("--assignment", metavar="SLUG", help="Only this assignment.")
@click.option("--anonymous", is_flag=True, help="Pseudonyms in place of students, the same in "
              "every export of this gradebook, and no text that names anybody.")  # fmt: skip
@click.option("--output", type=click.Path(path_type=Path), default="-", help="The file to write, "
              "or the folder for gradescope.  [default: standard output]")  # fmt: skip
@exits.clear_errors
def export(
    target: str, kind: str, detail: str, assignment: str | None, anonymous: bool, output: Path
) -> None:
    """Write grades out of the gradebook.

    The columns of `--format csv` are nbgrader's, then ours. A submission that is missing, or that
    could not be judged at all, has an empty score, never 0.
    """
    from datetime import UTC, datetime

    from autograder.cli.output import require_place, write_out
    from gradebook import pseudonym
    from gradebook.exports.formats import details_of, export_named
    from gradebook.ledger import ledger_of

    if detail not in details_of(kind):
        exits.fail(f"--format {kind} has no --detail {detail}; leave it out", exits.USAGE)
    chosen = export_named(kind, detail)
    require_place(chosen, output)
    with options.open_gradebook(target) as gradebook:
        ledger = ledger_of(gradebook, datetime.now(UTC), assignment)
        if anonymous:
            ledger = pseudonym.anonymous(ledger, gradebook.course_secret())
        write_out(chosen, ledger, output)
