"""``autograder report``."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli import exits, options


@click.command("report")
@options.gradebook
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), default="report",
              show_default=True, help="The folder to write into.")  # fmt: skip
@click.option("--feedback", type=click.Path(file_okay=False, path_type=Path), default="feedback",
              show_default=True, help="The folder of `autograder feedback`, whose pages are "
              "linked where they are there.")  # fmt: skip
@click.option("--anonymous", is_flag=True, help="Call students by pseudonyms, the same in every "
              "report of the course.")  # fmt: skip
@exits.clear_errors
def write_report(target: str, output: Path, feedback: Path, anonymous: bool) -> None:
    """Write pages on how the class did, for its teacher.

    Marks, whom to look after, which mistakes are common, and how good each check is. Open
    `index.html` in a browser; the pages need no server, and nothing is fetched.
    """
    from gradebook.pages import report

    with options.open_gradebook(target) as gradebook:
        count = report.write_report(gradebook, output, anonymous=anonymous, feedback=feedback)
    click.echo(f"Wrote {count} pages; open {output / 'index.html'}", err=True)
