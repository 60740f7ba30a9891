"""Where an export goes: a whole file or none, a folder, or standard output."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

import click

from autograder.cli import exits
from gradebook.exports.export import Export
from gradebook.ledger import Ledger

STANDARD = Path("-")
_NOT_TEXT = ("", ".parquet")


def require_place(export: Export, output: Path) -> None:
    """End with a usage error where the export cannot be written to ``output``."""
    if output == STANDARD:
        if export.suffix in _NOT_TEXT:
            exits.fail(f"--format {export.name} needs --output", exits.USAGE)
        return
    if output.is_dir() == bool(export.suffix) and output.exists():
        wanted = f"a {export.suffix} file" if export.suffix else "a folder"
        exits.fail(f"{output} is not {wanted}, which --format {export.name} writes", exits.USAGE)
    if not output.absolute().parent.is_dir():
        exits.fail(f"there is no folder {output.parent}; make it, or name another", exits.USAGE)


def write_out(export: Export, ledger: Ledger, output: Path) -> None:
    """Write the ledger to ``output``, and say so on standard error.

    A file takes its name only when it is whole.
    """
    if output == STANDARD:
        _to_standard_output(export, ledger)
        return
    if export.suffix:
        with tempfile.TemporaryDirectory(dir=output.absolute().parent, prefix=".export-") as own:
            export.write(ledger, Path(own) / "whole")
            (Path(own) / "whole").replace(output)
    else:
        export.write(ledger, output)
    click.echo(f"Wrote {output}", err=True)


def _to_standard_output(export: Export, ledger: Ledger) -> None:
    with tempfile.TemporaryDirectory() as own:
        whole = Path(own) / "whole"
        export.write(ledger, whole)
        with whole.open("rb") as file:
            shutil.copyfileobj(file, sys.stdout.buffer)
