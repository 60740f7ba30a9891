"""A gradebook on a PostgreSQL server: its connections, its transactions and its troubles.

Whoever writes holds one lock until the end of the transaction, as on SQLite. So runs that grade at
once write one after the other, and the newest row is the one that was recorded last.
"""

from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

BUSY_SECONDS = 30
"""How long to wait for another process to finish writing."""

# Not REPEATABLE READ, as for reading: that sees what was there before it waited for the lock.
WRITING = {"isolation_level": "READ COMMITTED", "gradebook_writes": True}
"""Execution options of a transaction that writes."""

_LOCK = 0x6772616465626F6F  # any number that other programs in this database do not use
_CONNECTING = {
    "connect_timeout": 10,
    "client_encoding": "utf8",
    "tcp_user_timeout": 60_000,  # milliseconds; else a server that is gone is waited for, for long
}

_TROUBLE = {
    "25006": "it is read-only; give the address of the server that takes writes",
    "3D000": "there is no such database; make it with `createdb`",
    "42501": "this user may not do that; let it make tables, or name the database's owner",
    "53100": "the server's disk is full; free some space and run again",
    "55P03": "another program holds it locked; close that program or try again later",
}


def new_engine(url: URL) -> Engine:
    """The engine for a PostgreSQL URL; by psycopg, if the URL names no driver."""
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    options: dict[str, Any] = {"pool_pre_ping": True, "isolation_level": "REPEATABLE READ"}
    engine = create_engine(url, connect_args=_CONNECTING, **options)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get("gradebook_writes"):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{BUSY_SECONDS}s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")


def encoding_trouble(connection: Connection) -> str:
    """Why the database cannot hold every name and every output; empty if it can."""
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
    if encoding == "UTF8":
        return ""
    return f"it holds text as {encoding}; make one with `createdb --encoding=UTF8 -T template0`"


def trouble(error: DBAPIError) -> str:
    """What is wrong, and what to do."""
    state = getattr(error.orig, "sqlstate", None)
    said = " ".join(str(error.orig).split()).removesuffix(".")
    if error.connection_invalidated or state is None or state.startswith(("08", "57P")):
        return (
            f"the server cannot be reached ({said}). What was recorded is there; check the address "
            "and the server, and run it again"
        )
    known = _TROUBLE.get(state)
    return f"{known} ({said})" if known else f"{said}; check the address and the server"
