"""A gradebook on a PostgreSQL server keeps what it is given, whoever else writes."""

from __future__ import annotations

import itertools
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import event

from gradebook import postgresql, schema
from gradebook.errors import GradebookError
from gradebook.records import Adjustment, Assignment, Attempt, CheckResult, Student
from gradebook.store import Gradebook

WRITER = Path(__file__).parent.parent / "writer.py"


@pytest.fixture
def book(url: str, assignment: Assignment) -> Any:
    with Gradebook.open(url) as book:
        book.put_assignment(assignment)
        yield book


def refusal(target: str) -> str:
    with pytest.raises(GradebookError) as caught:
        Gradebook.open(target)
    assert "\n" not in str(caught.value)
    assert "a-password-to-keep" not in str(caught.value)
    return str(caught.value)


def test_what_is_recorded_comes_back_equal(
    book: Gradebook, attempt: Callable[..., Attempt], check: CheckResult, due: datetime
) -> None:
    odd = replace(
        check,
        check="odd",
        hint="Ünïcode ☃",
        mismatches=({"where": [0, 1], "got": float("inf")},),
        transcript="line\nline\x1b[31m",
    )
    whole = attempt(checks=(check, odd), score=1 / 3, seed=-(2**63), peak_bytes=2**40)
    book.record(whole)
    adjustment = Adjustment("ada", "autograd", "points", 0.1, "Dr. Hopper", "a percent: 5%", due)
    book.adjust(adjustment)
    assert book.attempts("ada", "autograd") == [whole]
    assert book.adjustments("ada", "autograd") == [adjustment]


def test_nothing_a_student_prints_or_is_called_stops_the_record(
    book: Gradebook, attempt: Callable[..., Attempt], check: CheckResult
) -> None:
    rude = "nul \0 surrogate \ud800 %s %(x)s"
    kept = "nul \\x00 surrogate \\ud800 %s %(x)s"
    checks = (replace(check, transcript=rude, message=rude, mismatches=({"got": rude},)),)
    book.record(attempt(student_id=rude, note=rude, checks=checks))
    [found] = book.attempts(rude, "autograd")
    assert (found.student_id, found.note) == (kept, kept)
    assert (found.checks[0].transcript, found.checks[0].message) == (kept, kept)
    assert found.checks[0].mismatches == ({"got": rude},)
    assert book.settled() == {(kept, "autograd"): {found.fingerprint}}


def test_what_waits_is_found_on_a_server_too(
    book: Gradebook, attempt: Callable[..., Attempt], check: CheckResult
) -> None:
    book.record(attempt(checks=(check, replace(check, check="other"))))
    book.record(attempt(student_id="bo", status="grader_error", score=None, checks=()))
    assert book.broken() == {("bo", "autograd")}
    assert book.check_names(["autograd"]) == sorted([check.check, "other"])
    assert book.check_names(["sgd"]) == []


def test_the_database_refuses_changes(
    book: Gradebook, server: Any, attempt: Callable[..., Attempt]
) -> None:
    book.record(attempt())
    for table in schema.metadata.sorted_tables:
        column = table.columns.keys()[0]
        for change in (
            f"UPDATE {table.name} SET {column} = {column}",
            f"DELETE FROM {table.name}",
            f"TRUNCATE {table.name} CASCADE",
        ):
            with pytest.raises(psycopg.errors.RaiseException, match="append-only"):
                server.ask(change, "course")


def test_two_writers_at_once_lose_nothing(
    url: str,
    tmp_path: Path,
    server: Any,
    assignment: Assignment,
    attempt: Callable[..., Attempt],
    check: CheckResult,
) -> None:
    shares = [
        [attempt(student_id=f"{who}{number}", checks=(check,) * 5) for number in range(20)]
        for who in "ab"
    ]
    # There is no gradebook yet: they race to create it, too.
    writers = []
    for number, share in enumerate(shares):
        pickled = tmp_path / f"attempts-{number}"
        pickled.write_bytes(pickle.dumps((assignment, share)))
        root = str(Path(schema.__file__).parents[1])
        writers.append(
            subprocess.Popen(
                [sys.executable, WRITER, url, pickled],
                env={**os.environ, "PYTHONPATH": root},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        )
    for writer in writers:
        assert writer.stdout
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin
        writer.stdin.write("go\n")
        writer.stdin.flush()
    assert [writer.communicate() and writer.returncode for writer in writers] == [0, 0]
    with Gradebook.open(url) as book:
        for each in itertools.chain(*shares):
            assert book.attempts(each.student_id, "autograd") == [each]
    for name, count in [("gradebook_about", 1), ("assignments", 1), ("students", 40)]:
        assert server.ask(f"SELECT count(*) FROM {name}", "course") == [(count,)]


def test_a_writer_waits_for_others_and_sees_what_they_wrote(
    book: Gradebook, url: str, server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql, "BUSY_SECONDS", 1)
    ada = Student("ada", "Lovelace")
    with (
        Gradebook.open(url) as other,
        pytest.raises(GradebookError, match="another program holds it locked"),
        other._database.writing(),
    ):
        book.put_roster([ada])
    book.put_roster([ada])
    book.put_roster([ada])
    assert server.ask("SELECT count(*) FROM students", "course") == [(1,)]


def test_what_cannot_be_opened_is_said_in_one_sentence(
    server: Any, new_database: Callable[..., str]
) -> None:
    good = new_database("course")
    assert "Connection refused" in refusal(good.replace(f":{server.port}/", ":9/"))
    assert "password authentication failed" in refusal(good.replace("a-password", "b-password"))
    assert 'database "nowhere" does not exist' in refusal(server.url("nowhere"))
    latin = new_database("latin", "ENCODING 'LATIN1' TEMPLATE template0")
    assert "it holds text as LATIN1; make one with `createdb" in refusal(latin)
    server.ask("CREATE TABLE something (x int)", "course")
    assert "a database of something else" in refusal(good)


def test_a_user_who_may_not_make_tables(server: Any, url: str) -> None:
    server.ask("DROP ROLE IF EXISTS guest")
    server.ask("CREATE ROLE guest LOGIN PASSWORD 'a-password-to-keep'")
    guest = url.replace("//postgres:", "//guest:")
    assert "this user may not do that; let it make tables" in refusal(guest)


def test_the_driver_need_not_be_named(url: str) -> None:
    Gradebook.open(url.replace("+psycopg", "")).close()


def test_a_connection_that_was_dropped_is_made_again(
    book: Gradebook, server: Any, attempt: Callable[..., Attempt]
) -> None:
    book.record(attempt())
    server.ask("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'course'")
    book.record(attempt(fingerprint="f2"))
    assert len(book.attempts("ada", "autograd")) == 2


def test_one_dropped_in_the_middle_records_all_or_nothing(
    book: Gradebook, server: Any, attempt: Callable[..., Attempt]
) -> None:
    drop = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'course'"
    dropped: list[str] = []

    def drop_it(*_: object) -> None:
        if not dropped:
            dropped.append(server.ask(drop))

    event.listen(book._database._engine, "after_cursor_execute", drop_it)
    with pytest.raises(GradebookError, match=r"the server cannot be reached \(.*run it again"):
        book.record(attempt())
    assert book.students() == []
    assert book.record(attempt())
