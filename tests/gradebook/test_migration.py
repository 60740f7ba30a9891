"""A gradebook of an earlier release opens, with everything that it held."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from gradebook import migration, schema
from gradebook.errors import GradebookError
from gradebook.store import Gradebook

EARLIER = Path(__file__).with_name("earlier")
Check = Callable[[Gradebook], None]


@pytest.fixture
def old(path: Path) -> Path:
    """A file that the first release made."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((EARLIER / "version_1.sqlite.sql").read_text(encoding="utf-8"))
    path.chmod(0o600)
    return path


def refused_changes(path: Path) -> list[str]:
    """The tables that cannot be changed."""
    found = []
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        for table in schema.metadata.sorted_tables:
            names = {
                row[0]
                for row in connection.execute(
                    "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?",
                    [table.name],
                )
            }
            if {f"{table.name}_no_UPDATE", f"{table.name}_no_DELETE"} == names:
                found.append(table.name)
    return found


def test_the_first_release_opens(old: Path, holds_what_it_held: Check, works: Check) -> None:
    with Gradebook.open(old) as book:
        holds_what_it_held(book)
        works(book)
    with Gradebook.open(old) as book:
        assert book.grade("ada", "autograd").raw_score == 9.5
    assert refused_changes(old) == [table.name for table in schema.metadata.sorted_tables]


def test_it_has_the_columns_of_a_new_one(old: Path, tmp_path: Path) -> None:
    Gradebook.open(old).close()
    Gradebook.open(tmp_path / "new.db").close()
    columns = []
    for path in (old, tmp_path / "new.db"):
        with closing(sqlite3.connect(path)) as connection:
            found = {
                (table.name, row[1], row[3])  # its name, and whether it may be NULL
                for table in schema.metadata.sorted_tables
                for row in connection.execute(f"PRAGMA table_info({table.name})")
            }
        columns.append(found)
    assert columns[0] == columns[1]


def test_a_copy_is_kept_beside_it(old: Path) -> None:
    Gradebook.open(old).close()
    copy = old.with_name("gradebook.db.version-1")
    assert sorted(path.name for path in old.parent.iterdir()) == [old.name, copy.name]
    assert copy.stat().st_mode & 0o077 == 0
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT schema_version FROM gradebook_about").fetchone() == (1,)
        assert connection.execute("SELECT count(*) FROM attempts").fetchone() == (3,)
    copy.write_bytes(b"kept from an earlier try")
    Gradebook.open(old).close()
    assert copy.read_bytes() == b"kept from an earlier try"


def test_half_a_migration_is_none(
    old: Path, monkeypatch: pytest.MonkeyPatch, holds_what_it_held: Check
) -> None:
    broken = (*migration._FROM_1[:-1], "ALTER TABLE nothing ADD COLUMN at_all TEXT")
    with monkeypatch.context() as patch:
        patch.setattr(migration, "_FROM_1", broken)
        with pytest.raises(GradebookError):
            Gradebook.open(old)
    with closing(sqlite3.connect(old)) as connection:
        assert connection.execute("SELECT schema_version FROM gradebook_about").fetchone() == (1,)
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute("DELETE FROM attempts")
    with Gradebook.open(old) as book:
        holds_what_it_held(book)


def test_a_copy_that_cannot_be_made_stops_it(old: Path) -> None:
    old.with_name("gradebook.db.version-1.partial").mkdir()
    with pytest.raises(GradebookError, match="no copy of it can be kept beside it"):
        Gradebook.open(old)
    with closing(sqlite3.connect(old)) as connection:
        assert connection.execute("SELECT schema_version FROM gradebook_about").fetchone() == (1,)
