"""``autograder status``."""

from __future__ import annotations

import click

from autograder.cli import exits, options


@click.command()
@options.gradebook
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON, for other programs.")
@exits.clear_errors
def status(target: str, as_json: bool) -> None:
    """Show the course at a glance, and what waits for you.

    Of each assignment who handed in, what is missing, late, to be looked at or of an older
    version, and how the marks are spread; then what to do next, with the command that does it.
    """
    from datetime import UTC, datetime

    from autograder.cli.show_status import Course, show_status, status_document
    from gradebook.attention import attention

    now = datetime.now(UTC)
    with options.open_gradebook(target) as gradebook:
        grades, enrolled, broken = gradebook.grades(), gradebook.enrolled(), gradebook.broken()
        rules = gradebook.course()
    found = attention(grades, enrolled, broken, now)
    course = Course(grades, enrolled, rules, found, now)
    if as_json:
        click.echo(status_document(course, target))
    else:
        show_status(course, target)
