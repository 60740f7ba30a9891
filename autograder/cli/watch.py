"""``autograder watch``."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli import exits, options


@click.command()
@options.own_notebook
@options.bundle
@exits.clear_student_errors
def watch(notebook: Path, bundle: Path | None) -> None:
    """Check your own NOTEBOOK again whenever you save it, until Ctrl-C.

    As `autograder check` does, which says more.
    """
    import time

    from rich.console import Console

    from autograder.cli.checked import show_checked
    from autograder.student.bundle import StudentError
    from autograder.student.checked import check_file
    from autograder.student.saves import saves

    console = Console(highlight=False)
    try:
        for _ in saves(notebook):
            if console.is_terminal:
                console.clear()
            console.print(f"{notebook.name}, saved {time.strftime('%H:%M:%S')}", style="dim")
            try:
                show_checked(console, check_file(notebook, bundle))
            except StudentError as error:
                console.print(str(error), markup=False)
    except KeyboardInterrupt:
        click.echo("No longer watching.")
