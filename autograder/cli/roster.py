"""``autograder roster``."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli import exits, options


@click.command()
@click.argument("csv", required=False,
                type=click.Path(exists=True, dir_okay=False, path_type=Path))  # fmt: skip
@options.gradebook
@click.option("--assignment", metavar="SLUG", help="Only this assignment.")
@exits.clear_errors
def roster(csv: Path | None, target: str, assignment: str | None) -> None:
    """Show who has not handed in, and whose work belongs to nobody on the roster.

    With CSV (id,last_name,first_name,email, and section and lms_id if you like) that is the roster
    from now on. Who is no longer on it keeps every grade.

    Exit status: 0; 1 if there is work of somebody whom the roster does not list.
    """
    from datetime import UTC, datetime

    from autograder.cli.show_roster import show_roster
    from gradebook.attendance import attendance
    from gradebook.ledger import ledger_of
    from gradebook.roster import read_roster
    from gradebook.store import Gradebook

    listed = read_roster(csv) if csv else None
    with Gradebook.open(target) if csv else options.open_gradebook(target) as gradebook:
        if listed is not None:
            gradebook.put_roster(listed)
        enrolled = gradebook.enrolled()
        found = attendance(ledger_of(gradebook, datetime.now(UTC), assignment).grades, enrolled)
    show_roster(found, len(enrolled))
    if enrolled and any(one.strangers for one in found):
        raise SystemExit(exits.NEEDS_A_PERSON)
