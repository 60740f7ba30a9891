"""A gradebook that the first release made on a server opens with everything that it held."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest

from gradebook import schema
from gradebook.store import Gradebook

DUMP = Path(__file__).parent.parent / "earlier" / "version_1.postgresql.sql"
Check = Callable[[Gradebook], None]


def test_the_first_release_opens(
    url: str, server: Any, holds_what_it_held: Check, works: Check
) -> None:
    server.ask(DUMP.read_text(encoding="utf-8"), "course")
    with Gradebook.open(url) as book:
        holds_what_it_held(book)
        works(book)
    for table in schema.metadata.sorted_tables:
        with pytest.raises(psycopg.errors.RaiseException, match="append-only"):
            server.ask(f"TRUNCATE {table.name} CASCADE", "course")
