"""Opening what is there, what is not, and what should not be opened."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import insert

from gradebook import database, rows, schema
from gradebook.errors import GradebookError
from gradebook.records import Attempt, CheckResult, Student
from gradebook.store import Gradebook


def refusal(target: str | Path) -> str:
    with pytest.raises(GradebookError) as caught:
        Gradebook.open(target)
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("form", ["{}", "sqlite:///{}"])
def test_opens_a_path_or_a_url(path: Path, form: str) -> None:
    with Gradebook.open(form.format(path)) as book:
        book.put_roster([Student("ada")])
    with Gradebook.open(path) as book:
        assert book.students() == [Student("ada")]


def test_one_private_file_after_a_clean_close(
    path: Path, book: Gradebook, attempt: Callable[..., Attempt]
) -> None:
    book.record(attempt())
    book.close()
    assert [found.name for found in path.parent.iterdir()] == [path.name]
    assert path.stat().st_mode & 0o077 == 0


def test_missing_directory(tmp_path: Path) -> None:
    sentence = refusal(tmp_path / "nowhere" / "gradebook.db")
    assert "create its folder" in sentence
    assert not (tmp_path / "nowhere").exists()


def test_not_a_database(path: Path) -> None:
    path.write_text("student,score\n" * 100)
    assert refusal(path) == f"gradebook {path}: the file is not a gradebook; choose another path"


def test_a_directory(tmp_path: Path) -> None:
    assert "check that it is a file" in refusal(tmp_path)


def test_another_programs_database(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE student (id)")
    connection.close()
    before = path.read_bytes()
    assert "a database of something else" in refusal(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("version", [0, 99])
def test_another_version(path: Path, version: int) -> None:
    Gradebook.open(path).close()
    connection = sqlite3.connect(path)
    connection.execute("DROP TRIGGER gradebook_about_no_UPDATE")
    connection.execute("UPDATE gradebook_about SET schema_version = ?", [version])
    connection.commit()
    connection.close()
    needed = f"its schema has version {version} and this program needs {schema.SCHEMA_VERSION}"
    assert needed in refusal(path)


def test_locked(
    path: Path, attempt: Callable[..., Attempt], monkeypatch: pytest.MonkeyPatch, book: Gradebook
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert "locked" in refusal(path)
    other.execute("COMMIT")
    with Gradebook.open(path) as impatient:
        other.execute("BEGIN IMMEDIATE")
        assert impatient.grades() == []
        with pytest.raises(GradebookError, match="another program holds it locked"):
            impatient.record(attempt())
    other.close()
    assert book.grades() == []


def test_waits_half_a_minute_for_others() -> None:
    assert database.BUSY_SECONDS == 30.0


def test_what_is_recorded_is_on_the_disk(book: Gradebook) -> None:
    with book._database.reading() as connection:
        synchronous = connection.exec_driver_sql("PRAGMA synchronous").scalar()
        journal = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
    assert (synchronous, journal) == (3, "delete")  # 3 is EXTRA: also the folder is written


def test_read_only_can_be_read(path: Path, attempt: Callable[..., Attempt]) -> None:
    Gradebook.open(path).close()
    with Gradebook.open(f"sqlite:///file:{path}?mode=ro&uri=true") as book:
        assert book.grades() == []
        with pytest.raises(GradebookError, match="it is read-only; make the file"):
            book.put_roster([Student("ada")])


def test_damaged(path: Path) -> None:
    with Gradebook.open(path) as book:
        book.put_roster([Student(f"student-{number}") for number in range(500)])
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * len(data[4096:])
    path.write_bytes(data)
    assert "damaged" in refusal(path)


def test_urls_that_lead_nowhere() -> None:
    assert "not a database URL" in refusal("://")
    assert "no driver" in refusal("nosuch://host/course")
    assert "give it a path" in refusal("sqlite://")
    assert "give it a path" in refusal("sqlite:///:memory:")


def test_a_check_needs_its_attempt(book: Gradebook, check: CheckResult) -> None:
    orphan = insert(schema.checks).values(rows.check_rows(99, [check]))
    with (
        pytest.raises(GradebookError, match="FOREIGN KEY"),
        book._database.writing() as connection,
    ):
        connection.execute(orphan)
