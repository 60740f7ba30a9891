"""The one description of the database: every table, every column, and why it is there.

Append-only: the database itself refuses UPDATE and DELETE. A new version of a name or an
assignment is a new row; the row with the highest id is the one that holds. Change anything here
and ``SCHEMA_VERSION`` goes up by one, and ``gradebook.migration`` learns to bring older ones here.
"""

import secrets
from collections.abc import Sequence

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    insert,
)

from gradebook.column_types import JsonList, Moment, PlainText

SCHEMA_VERSION = 2

metadata = MetaData()


def _id(comment: str) -> Column[int]:
    return Column("id", Integer, primary_key=True, comment=comment)


def _text(name: str, comment: str, *, optional: bool = False) -> Column[str]:
    return Column(name, PlainText, nullable=optional, comment=comment)


def _number(name: str, comment: str, *, optional: bool = False) -> Column[float]:
    # 53 bits: what a Python float has.
    return Column(name, Float(53), nullable=optional, comment=comment)


def _moment(name: str, comment: str, *, optional: bool = False) -> Column[object]:
    return Column(name, Moment, nullable=optional, comment=comment)


about = Table(
    "gradebook_about",
    metadata,
    Column("schema_version", Integer, nullable=False, comment="SCHEMA_VERSION that made the file"),
    _text("course_secret", "32 random bytes as hex: seeds are derived from it; keep it private"),
    comment="One row: what this database is",
)

students = Table(
    "students",
    metadata,
    _id("Row number; the highest of a student_id holds"),
    _text("student_id", "The student's name in the course's files; never changes"),
    _text("last_name", "Family name, empty if unknown"),
    _text("first_name", "Given name, empty if unknown"),
    _text("email", "Address for feedback, empty if unknown"),
    _text("section", "Part of the course, empty if unknown"),
    _text("lms_id", "Number in the learning management system, empty if unknown"),
    Column("enrolled", Boolean, nullable=False, comment="Whether the newest roster lists them"),
    _moment("recorded_at", "When this version was recorded, UTC"),
    comment="Who takes the course: one row for each version of a student's data",
)

assignments = Table(
    "assignments",
    metadata,
    _id("Row number; the highest of a slug holds"),
    _text("slug", "The assignment's folder name; never changes"),
    _text("title", "What people call it"),
    _text("version", "Version of the checks and the reference solution"),
    _number("max_score", "Points of a perfect submission"),
    _moment("due", "Last moment that is not late, UTC; NULL if never late", optional=True),
    _number("late_percent", "Percent of the raw score lost per started unit after the grace"),
    _text("late_per", "That unit: day or hour"),
    _number("grace_seconds", "So long after due is free, seconds"),
    _number("cutoff_seconds", "So long after due nothing counts; NULL if never", optional=True),
    _text("counts", "Which hand-in counts: last or best"),
    _text("group_name", "The group of the course total it belongs to"),
    _number("weight", "Weight within the group; NULL for its points", optional=True),
    Column("bonus", Boolean, nullable=False, comment="Whether it can only add to the total"),
    Column("tasks", JsonList, nullable=False, comment="[[name, points, bonus], …] in order"),
    _moment("recorded_at", "When this version was recorded, UTC"),
    comment="What is handed in: one row for each version of an assignment",
)

courses = Table(
    "courses",
    metadata,
    _id("Row number; the highest holds"),
    Column("groups", JsonList, nullable=False, comment="[[name, weight, drop_lowest], …]"),
    _text("missing", "What work never handed in counts in the total: zero or left out"),
    _number("cap", "The most a total can be, percent; NULL for no limit", optional=True),
    _moment("recorded_at", "When this version was recorded, UTC"),
    comment="How the course total is made: one row for each version of the rules",
)

attempts = Table(
    "attempts",
    metadata,
    _id("Row number; of one submission the highest is the newest"),
    _text("student_id", "Whose work: a students.student_id"),
    _text("slug", "Which assignment: an assignments.slug"),
    _text("fingerprint", "Equal fingerprints need not be graded again"),
    _text("status", "graded, needs_review, grader_error (ours, never a zero) or refused (not run)"),
    _number("score", "Points before lateness and adjustments; NULL if unknown", optional=True),
    _number("max_score", "Points of a perfect submission in the version graded with"),
    _text("note", "What a person should know about this attempt"),
    _text("notebook_sha256", "SHA-256 of the notebook as handed in, hex"),
    _text("assignment_version", "assignments.version graded with"),
    _text("grader_version", "Version of the grader"),
    Column("seed", BigInteger, nullable=False, comment="Seed of the random inputs"),
    _text("device", "Where tensors lived: cpu, cuda, …"),
    Column("isolation", JsonList, nullable=False, comment="[layer, …]: active sandbox layers"),
    _moment("submitted_at", "When the work arrived, UTC; NULL if unknown", optional=True),
    _moment("graded_at", "When the grader finished, UTC"),
    _number("wall_seconds", "Time the grader took for it, seconds"),
    _number("cpu_seconds", "CPU time the student's code took, seconds"),
    Column("peak_bytes", BigInteger, nullable=False, comment="Most memory it held, bytes"),
    Index("attempts_of_submission", "student_id", "slug", "id"),
    comment="One row for each run of the grader over a submission; a regrade adds a row",
)

checks = Table(
    "checks",
    metadata,
    Column("attempt_id", ForeignKey(attempts.c.id), primary_key=True, comment="Whose result"),
    Column("position", Integer, primary_key=True, comment="Place in the attempt, from 0"),
    _text("task", "Task the check belongs to"),
    _text("check", "Name of the check"),
    _text("description", "The line a student reads"),
    Column("visible", Boolean, nullable=False, comment="Whether the student may see the result"),
    _text("outcome", "passed, failed, errored, missing, refused, timed_out, …"),
    _number("points", "Points earned"),
    _number("max_points", "Points it is worth"),
    _text("message", "What went wrong, in words; empty if nothing"),
    _text("traceback", "Where the student's code raised, within the notebook; empty if nowhere"),
    Column("cell", Integer, comment="Code cell of the line that raised, from 1; NULL if none"),
    Column("line", Integer, comment="That line of the cell, from 1; NULL if none"),
    _text("misconception", "The known mistake it matches; NULL if none", optional=True),
    _text("hint", "What to tell the student about it; NULL if nothing", optional=True),
    Column("mismatches", JsonList, nullable=False, comment="[{…}, …]: where values differed"),
    _text("transcript", "The questions put to the code and its answers, a line each"),
    _number("seconds", "Time the check took, seconds"),
    comment="One row for each check of each attempt",
)

cells = Table(
    "cells",
    metadata,
    Column("attempt_id", ForeignKey(attempts.c.id), primary_key=True, comment="Whose notebook"),
    Column("cell", Integer, primary_key=True, comment="Code cell of the notebook, from 1"),
    _text("output", "Printed text, shortened"),
    _text("traceback", "Where it raised, within the notebook; empty if it ran to its end"),
    comment="One row for each cell of each attempt that printed something or failed",
)

adjustments = Table(
    "adjustments",
    metadata,
    _id("Row number; also the order in which adjustments apply"),
    _text("student_id", "For whom: a students.student_id"),
    _text("slug", "In which assignment: an assignments.slug"),
    _text(
        "kind", "points, waiver (of lateness), extension (of the due date), handed_in or comment"
    ),
    _text("value", "Points to add, a moment in ISO 8601, or text: the kind decides"),
    _text("author", "Who decided"),
    _text("reason", "Why"),
    _moment("made_at", "When it was decided, UTC"),
    comment="What people decided about a student's assignment; outlives every regrade",
)


def create(connection: Connection) -> None:
    """Lay out an empty database, make its secret and close it to changes."""
    metadata.create_all(connection)
    secret = secrets.token_hex(32)
    connection.execute(insert(about).values(schema_version=SCHEMA_VERSION, course_secret=secret))
    tables = [table.name for table in metadata.sorted_tables]
    for statement in refusals(connection.dialect.name, tables):
        connection.exec_driver_sql(statement)


def refusals(dialect: str, tables: Sequence[str]) -> list[str]:
    """Return the statements that make these tables append-only, in one transaction's words."""
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} "
            "BEGIN SELECT RAISE(ABORT, 'the gradebook is append-only'); END"
            for table in tables
            for verb in ("UPDATE", "DELETE")
        ]
    refuse = (
        "CREATE OR REPLACE FUNCTION gradebook_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the gradebook is append-only'; END $$"
    )
    return [refuse] + [
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "EXECUTE FUNCTION gradebook_refuse()"
        for table in tables
    ]
