"""What ``autograder similar`` does."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import click

from autograder.cli import exits
from autograder.cli.progress import tracked
from autograder.course.assignment import Assignment
from autograder.course.course import assignment as find_assignment
from autograder.course.course import assignments
from autograder.grading.collect import entries
from autograder.grading.submission import Submission, submissions
from gradebook.pages.folder import PageFolder
from gradebook.pages.similar import AssignmentLeads, write_similar


def similar_path(path: Path, only: str | None, most: int, output: Path, course: Path) -> None:
    """Compare what was handed in, and write pages of what is alike."""
    try:
        import copydetect  # noqa: F401
    except ModuleNotFoundError as error:
        exits.fail(f"{error}; this needs it: pip install 'torchgrade[similar]'", exits.USAGE)
    known = assignments(course)
    if only is not None:
        find_assignment(course, only)
    PageFolder(output)
    home = path.resolve().name.removesuffix(".zip")
    found, _ = submissions(entries(path), list(known), only, home)
    stream = tracked(found, len(found), "Comparing")
    by_slug = groupby(stream, lambda one: one.slug)
    told = [_leads_of(known[slug], some, most) for slug, some in by_slug]
    write_similar(told, output)
    many = sum(len(one.leads) for one in told)
    said = f"{many} leads, which are no verdicts" if many else "No leads"
    click.echo(f"{said}; open {output / 'index.html'}", err=True)


def _leads_of(assignment: Assignment, some: Iterator[Submission], most: int) -> AssignmentLeads:
    from autograder.similar.code import Starter, own_code
    from autograder.similar.leads import cut, leads
    from autograder.similar.prints import pieces

    given = Starter.of(assignment)
    codes = (own_code(submission, given) for submission in some)
    cuts = [cut(code) for code in codes if code is not None]
    found = tuple(leads(cuts, pieces(given.text), most))
    return AssignmentLeads(assignment.slug, assignment.title, len(cuts), found)
