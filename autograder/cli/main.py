"""``autograder`` and its commands."""

from __future__ import annotations

import click

from autograder import __version__
from autograder.cli.adjust import adjust
from autograder.cli.answer import answer
from autograder.cli.ask import ask
from autograder.cli.build import build
from autograder.cli.check import check
from autograder.cli.doctor import doctor
from autograder.cli.explain import explain
from autograder.cli.export import export
from autograder.cli.grade import grade
from autograder.cli.judge import judge
from autograder.cli.nbgrader import nbgrader
from autograder.cli.new import new
from autograder.cli.regrade import regrade
from autograder.cli.release import release
from autograder.cli.roster import roster
from autograder.cli.similar import similar
from autograder.cli.status import status
from autograder.cli.try_notebook import try_notebook
from autograder.cli.verify import verify
from autograder.cli.watch import watch
from autograder.cli.write_feedback import write_feedback
from autograder.cli.write_report import write_report


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="autograder")
def main() -> None:
    """Grade PyTorch notebooks safely, exactly and the same way twice."""


GROUPS = (
    (grade, status, export, write_feedback, write_report, similar),
    (ask, answer, judge),
    (roster, adjust, explain, regrade, nbgrader),
    (try_notebook, verify, build, release, new, doctor),
    (check, watch),
)
for group in GROUPS:
    for command in group:
        main.add_command(command)
