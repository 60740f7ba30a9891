"""``autograder`` and its commands."""

from __future__ import annotations

import click

from autograder import __version__
from autograder.cli.adjust import adjust
from autograder.cli.build import build
from autograder.cli.doctor import doctor
from autograder.cli.explain import explain
from autograder.cli.export import export
from autograder.cli.grade import grade
from autograder.cli.nbgrader import nbgrader
from autograder.cli.new import new
from autograder.cli.regrade import regrade
from autograder.cli.release import release
from autograder.cli.roster import roster
from autograder.cli.try_notebook import try_notebook
from autograder.cli.verify import verify


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="autograder")
def main() -> None:
    """Grade PyTorch notebooks safely, exactly and the same way twice."""


for command in (
    grade,
    export,
    roster,
    adjust,
    explain,
    regrade,
    nbgrader,
    try_notebook,
    verify,
    build,
    release,
    new,
    doctor,
):
    main.add_command(command)
