"""Opening the database, its transactions, and its troubles in words.

SQLite keeps its default rollback journal, not a write-ahead log: after a kill -9 the next open
rolls back the half-written transaction, after a clean close there is exactly one file to copy,
and it works on network drives. Each transaction on it has a connection of its own, so that no file
is held open while submissions run.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, select
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import NullPool

from gradebook import migration, postgresql, schema
from gradebook.errors import GradebookError

BUSY_SECONDS = 30.0
"""How long to wait for another process to finish writing."""

_STEP_SECONDS = 0.5
_READ, _WRITE = "BEGIN", "BEGIN IMMEDIATE"
_WRITING: dict[str, dict[str, Any]] = {
    "sqlite": {"sqlite_begin": _WRITE},
    "postgresql": postgresql.WRITING,
}
"""Execution options of a transaction that writes, by the kind of database."""

_SQLITE_TROUBLE = {
    "SQLITE_BUSY": "another program holds it locked; close that program or try again later",
    "SQLITE_READONLY": "it is read-only; make the file and its folder writable for you",
    "SQLITE_CANTOPEN": "it cannot be opened; check that it is a file in a folder you may write to",
    "SQLITE_NOTADB": "the file is not a gradebook; choose another path",
    "SQLITE_CORRUPT": "the file is damaged; restore it from a backup",
    "SQLITE_FULL": "the disk is full; free some space and run again",
    "SQLITE_IOERR": "the disk failed to read or write; check the disk and run again",
}


class Database:
    """A gradebook's database, made at first use and checked at every open."""

    def __init__(self, target: str | Path) -> None:
        """Open ``target``, a path or a SQLAlchemy URL; raises ``GradebookError`` if it cannot."""
        url = _url(target)
        self._where = url.render_as_string() if url.host else str(url.database)
        self._engine = _engine(url)
        try:
            self._ensure_schema()
        except BaseException:
            self.close()
            raise

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give one consistent view of the records."""
        with self._explained(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give one transaction: everything in the block is recorded, or nothing."""
        # Taking the write lock first: two readers that both turn writer would deadlock.
        engine = self._engine.execution_options(**_WRITING.get(self._engine.name, {}))
        with self._explained(), engine.begin() as connection:
            yield connection

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def _ensure_schema(self) -> None:
        with self.reading() as connection:
            version = self._version(connection)
        if version == schema.SCHEMA_VERSION:
            return
        if version:
            self._back_up(version)
        with self.writing() as connection:
            # Another process may have been faster.
            version = self._version(connection)
            if version == 0:
                schema.create(connection)
            elif version < schema.SCHEMA_VERSION:
                migration.migrate(connection)

    def _version(self, connection: Connection) -> int:
        """The schema's version, 0 if the database is empty; refuses what cannot be read."""
        self._require_any_text(connection)
        tables = inspect(connection).get_table_names()
        if not tables:
            return 0
        if schema.about.name not in tables:
            raise self._error("it is a database of something else; choose another path")
        version = int(connection.scalar(select(schema.about.c.schema_version)) or 0)
        if not migration.OLDEST <= version <= schema.SCHEMA_VERSION:
            raise self._error(
                f"its schema has version {version} and this program needs "
                f"{schema.SCHEMA_VERSION}; use the release that made it, or a new gradebook"
            )
        return version

    def _back_up(self, version: int) -> None:
        """Keep a copy beside a file; a server's backups are its administrator's."""
        name = self._engine.url.database or ""
        if self._engine.name != "sqlite" or name.startswith("file:"):
            return
        try:
            migration.back_up(Path(name), version)
        except (OSError, sqlite3.Error) as error:
            raise self._error(
                f"it is of an earlier release, and no copy of it can be kept beside it ({error}); "
                "make its folder writable for you and free some space"
            ) from error

    def _require_any_text(self, connection: Connection) -> None:
        if self._engine.name == "postgresql":
            trouble = postgresql.encoding_trouble(connection)
            if trouble:
                raise self._error(trouble)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise self._error(_trouble(error)) from error

    def _error(self, trouble: str) -> GradebookError:
        return GradebookError(f"gradebook {self._where}: {trouble}")


def _url(target: str | Path) -> URL:
    try:
        is_url = isinstance(target, str) and "://" in target
        url = make_url(str(target)) if is_url else URL.create("sqlite", database=_absolute(target))
    except ArgumentError as error:
        raise GradebookError(
            f"gradebook {target}: not a database URL; write one like postgresql://me@host/course"
        ) from error
    if url.get_backend_name() == "sqlite":
        _make_private(url)
    return url


def _absolute(target: str | Path) -> str:
    return str(Path(target).absolute())


def _make_private(url: URL) -> None:
    """Create a missing file readable by its owner only: it will hold grades and the secret."""
    name = url.database or ":memory:"
    if name == ":memory:":
        raise GradebookError("a gradebook in memory forgets everything; give it a path")
    if name.startswith("file:"):
        return
    try:
        if not Path(name).exists():
            Path(name).touch(mode=0o600)
    except OSError as error:
        raise GradebookError(
            f"gradebook {name}: it cannot be created ({error.strerror}); "
            "create its folder or choose another path"
        ) from error


def _engine(url: URL) -> Engine:
    try:
        if url.get_backend_name() == "postgresql":
            return postgresql.new_engine(url)
        if url.get_backend_name() == "sqlite":
            return _sqlite_engine(url)
        return create_engine(url)
    except (ImportError, NoSuchModuleError) as error:
        raise GradebookError(
            f"gradebook {url.render_as_string()}: no driver for it ({error}); install one"
        ) from error


def _sqlite_engine(url: URL) -> Engine:
    engine = create_engine(url, poolclass=NullPool, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # Python's driver would begin transactions at moments of its own choosing; we say when.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    # What was recorded is on the disk, and the journal's end too: a power cut takes nothing back.
    connection.execute("PRAGMA synchronous = EXTRA")


def _begin_sqlite(connection: Connection) -> None:
    begin = connection.get_execution_options().get("sqlite_begin", _READ)
    if begin == _READ or not _locked_patiently(connection.connection.dbapi_connection):
        connection.exec_driver_sql(begin)


def _locked_patiently(connection: Any) -> bool:
    """Wait for other writers; in short steps, since SQLite's own waiting is deaf to Ctrl-C."""
    deadline = time.monotonic() + BUSY_SECONDS
    _wait_at_most(connection, _STEP_SECONDS)
    while time.monotonic() < deadline:
        try:
            connection.execute(_WRITE)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                return False
        else:
            _wait_at_most(connection, BUSY_SECONDS)
            return True
    return False


def _wait_at_most(connection: Any, seconds: float) -> None:
    connection.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")


def _trouble(error: DBAPIError) -> str:
    if not isinstance(error.orig, sqlite3.Error):
        return postgresql.trouble(error)
    if str(error.orig).startswith("no such table"):  # a new connection makes a missing file
        return "it was removed while it was in use; put it back, or run again to begin anew"
    code = getattr(error.orig, "sqlite_errorname", "")
    for name, trouble in _SQLITE_TROUBLE.items():
        if code.startswith(name):
            return trouble
    return f"{' '.join(str(error.orig).split())}; check the address and the server"
