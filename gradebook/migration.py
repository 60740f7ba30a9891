"""Bringing a gradebook of an earlier release to today's schema.

Everything happens in one transaction, so a gradebook is old or new and nothing between. What was
recorded stays as it is: columns are added or renamed, rows are not touched but for the one that
tells the schema's version, and the tables are closed to changes again at the end.
"""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, inspect

from gradebook import schema

OLDEST = 1
"""The earliest schema that can be brought to today's."""

_TRUE_IF_NAMED = "(last_name <> '' OR first_name <> '' OR email <> '')"
_FROM_1 = (
    "ALTER TABLE students ADD COLUMN section TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE students ADD COLUMN lms_id TEXT NOT NULL DEFAULT ''",
    # Only a roster gave names; students whom it did not list were recorded without one.
    "ALTER TABLE students ADD COLUMN enrolled BOOLEAN NOT NULL DEFAULT false",
    f"UPDATE students SET enrolled = {_TRUE_IF_NAMED}",
    "ALTER TABLE assignments RENAME COLUMN late_percent_per_day TO late_percent",
    "ALTER TABLE assignments ADD COLUMN late_per TEXT NOT NULL DEFAULT 'day'",
    "ALTER TABLE assignments ADD COLUMN grace_seconds DOUBLE PRECISION NOT NULL DEFAULT 0",
    "ALTER TABLE assignments ADD COLUMN cutoff_seconds DOUBLE PRECISION",
    "ALTER TABLE assignments ADD COLUMN counts TEXT NOT NULL DEFAULT 'last'",
    "ALTER TABLE assignments ADD COLUMN group_name TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE assignments ADD COLUMN weight DOUBLE PRECISION",
    "ALTER TABLE assignments ADD COLUMN bonus BOOLEAN NOT NULL DEFAULT false",
    "ALTER TABLE checks ADD COLUMN traceback TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE checks ADD COLUMN cell INTEGER",
    "ALTER TABLE checks ADD COLUMN line INTEGER",
    "UPDATE gradebook_about SET schema_version = 2",
)


def back_up(path: Path, version: int) -> Path:
    """Copy a SQLite file of that schema version beside itself; returns the copy.

    By SQLite itself, which waits for a writer to end; one that is there already is kept, being
    the copy of an earlier try. Raises ``OSError`` or ``sqlite3.Error``.
    """
    copy = path.with_name(f"{path.name}.version-{version}")
    if copy.exists():
        return copy
    partial = copy.with_name(copy.name + ".partial")
    partial.unlink(missing_ok=True)
    partial.touch(mode=0o600)
    with closing(sqlite3.connect(path)) as old, closing(sqlite3.connect(partial)) as new:
        old.backup(new)
    shutil.move(partial, copy)
    return copy


def migrate(connection: Connection) -> None:
    """Bring a gradebook of version 1 to ``SCHEMA_VERSION``, within the caller's transaction."""
    dialect = connection.dialect.name
    old = [name for name in inspect(connection).get_table_names() if name in schema.metadata.tables]
    for statement in (*_openings(dialect, old), *_FROM_1):
        connection.exec_driver_sql(statement)
    schema.metadata.create_all(connection)  # what is new
    for statement in schema.refusals(dialect, list(schema.metadata.tables)):
        connection.exec_driver_sql(statement)


def _openings(dialect: str, tables: list[str]) -> list[str]:
    """The statements that let these tables be changed."""
    if dialect == "sqlite":
        verbs = ("UPDATE", "DELETE")
        return [f"DROP TRIGGER {table}_no_{verb}" for table in tables for verb in verbs]
    return [f"DROP TRIGGER {table}_append_only ON {table}" for table in tables]
