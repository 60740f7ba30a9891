"""``autograder adjust``."""

from __future__ import annotations

import click

from autograder.cli import exits, options


@click.command()
@click.argument("student")
@click.argument("slug")
@options.gradebook
@click.option("--points", type=float, help="Add so many points to the score, or take them away: "
              "--points=-2.")  # fmt: skip
@click.option("--extension", metavar="WHEN", help="Due later for this student: a moment such as "
              "2027-02-20T23:59+01:00, or +3d or +12h after everybody's due date.")  # fmt: skip
@click.option("--waive/--no-waive", default=None, help="Forgive lateness, or no longer.")
@click.option("--handed-in", metavar="WHEN", help="The notebook that counts was handed in at this "
              "moment, whatever its time stamps say.")  # fmt: skip
@click.option("--attempt", type=click.IntRange(min=1), metavar="N", help="With --handed-in: the "
              "notebook of this attempt, as `explain` numbers them.")  # fmt: skip
@click.option("--comment", metavar="TEXT", help="Say something about the mark.")
@click.option("--reason", default="", metavar="TEXT", help="Why: needed for all but a comment.")
@click.option("--author", envvar=["AUTOGRADER_AUTHOR", "USER"], show_envvar=True, metavar="NAME",
              help="Who decides.")  # fmt: skip
@exits.clear_errors
def adjust(
    student: str,
    slug: str,
    target: str,
    points: float | None,
    extension: str | None,
    waive: bool | None,
    handed_in: str | None,
    attempt: int | None,
    comment: str | None,
    reason: str,
    author: str | None,
) -> None:
    """Record what a person decides about the mark of STUDENT for SLUG.

    It outlives every regrade, is shown in exports and by `explain`, and is never deleted: another
    decision goes on top of it. The mark that comes of it is printed.
    """
    from datetime import UTC, datetime

    from autograder.cli.decide import decisions
    from autograder.cli.show_mark import show_arithmetic

    if not author or not author.strip():
        exits.fail("who decides? Give --author NAME", exits.USAGE)
    with options.open_gradebook(target) as gradebook:
        grade = gradebook.grade(student, slug)
        history = gradebook.history(student, slug)
        wanted = {"points": points, "extension": extension, "waive": waive, "comment": comment}
        wanted |= {"handed_in": handed_in, "attempt": attempt}
        now = datetime.now(UTC)
        for adjustment in decisions(grade, history, wanted, author, reason, now):
            gradebook.adjust(adjustment)
        after = gradebook.grade(student, slug)
    show_arithmetic(after, history)
