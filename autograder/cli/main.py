"""``autograder`` and its commands."""

from __future__ import annotations

import click

from autograder import __version__
from autograder.cli.answer import answer
from autograder.cli.ask import ask
from autograder.cli.build import build
from autograder.cli.doctor import doctor
from autograder.cli.export import export
from autograder.cli.grade import grade
from autograder.cli.judge import judge
from autograder.cli.new import new
from autograder.cli.release import release
from autograder.cli.try_notebook import try_notebook
from autograder.cli.verify import verify


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="autograder")
def main() -> None:
    """Grade PyTorch notebooks safely, exactly and the same way twice."""


COMMANDS = (
    *(grade, export, try_notebook, ask, answer, judge),
    *(verify, build, release, new, doctor),
)
for command in COMMANDS:
    main.add_command(command)
