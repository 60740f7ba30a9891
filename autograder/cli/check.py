"""``autograder check``."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli import exits, options


@click.command()
@options.own_notebook
@options.bundle
@exits.clear_student_errors
def check(notebook: Path, bundle: Path | None) -> None:
    """Try your own NOTEBOOK before you hand it in.

    Runs it from the top in a fresh Python, as the grader would, then the visible checks that
    came with it, and warns of what usually goes wrong. It runs with your rights and without
    fences: for code of your own, none are needed; do not check a stranger's.

    Exit status: 0 all visible checks pass and nothing else costs points; 1 otherwise; 2 wrong
    usage.
    """
    from rich.console import Console

    from autograder.cli.checked import show_checked
    from autograder.student.checked import check_file

    checked = check_file(notebook, bundle)
    show_checked(Console(highlight=False), checked)
    if not checked.is_well:
        raise SystemExit(exits.NEEDS_A_PERSON)
