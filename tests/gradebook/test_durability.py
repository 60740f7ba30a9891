"""Killed writers, competing writers, regrades: what is recorded stays, whole and unchanged."""

import itertools
import os
import pickle
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

import gradebook
from gradebook.records import Adjustment, Assignment, Attempt, CheckResult, Student
from gradebook.store import Gradebook

ROOT = Path(gradebook.__file__).parents[1]
WRITER = Path(__file__).with_name("writer.py")

Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start(path: Path, tmp_path: Path, assignment: Assignment) -> Iterator[Start]:
    """Start a writer of the given attempts and wait until it is ready."""
    writers: list[subprocess.Popen[str]] = []

    def start(attempts: Sequence[Attempt], *mode: str) -> subprocess.Popen[str]:
        pickled = tmp_path / f"attempts-{len(writers)}"
        pickled.write_bytes(pickle.dumps((assignment, attempts)))
        command = [sys.executable, WRITER, path, pickled, *mode]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        writer = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(ROOT)}, **pipes)
        writers.append(writer)
        return writer

    yield start
    for writer in writers:
        writer.kill()
        writer.communicate()


def go(*writers: subprocess.Popen[str]) -> None:
    for writer in writers:
        assert writer.stdout
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin
        writer.stdin.write("go\n")
        writer.stdin.flush()


def assert_intact(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def all_rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as connection:
        connection.text_factory = bytes
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {
            name.decode(): connection.execute(
                f"SELECT * FROM {name.decode()} ORDER BY rowid"
            ).fetchall()
            for (name,) in tables.fetchall()
        }


def test_killed_in_the_middle_of_a_transaction(
    path: Path,
    book: Gradebook,
    attempt: Callable[..., Attempt],
    check: CheckResult,
    start: Start,
) -> None:
    before = attempt(student_id="grace")
    book.record(before)
    # More than SQLite's page cache holds, so that half of it has reached the file.
    bulky = tuple(replace(check, transcript="x" * 200_000) for _ in range(20))
    writer = start([attempt(checks=bulky)], "dies")
    go(writer)
    assert writer.wait() == -signal.SIGKILL
    assert path.with_name(f"{path.name}-journal").exists()
    assert book.attempts("grace", "autograd") == [before]
    assert book.attempts("ada", "autograd") == []
    assert book.students() == [Student("grace")]
    assert_intact(path)
    book.record(attempt())
    assert [grade.status for grade in book.grades()] == ["graded", "graded"]


def test_killed_at_any_moment(
    path: Path, book: Gradebook, attempt: Callable[..., Attempt], check: CheckResult, start: Start
) -> None:
    attempts = [attempt(student_id=f"s{number:03}", checks=(check,) * 20) for number in range(500)]
    writer = start(attempts)
    go(writer)
    survivors = 7
    assert writer.stdout
    for _ in range(survivors):
        assert writer.stdout.readline() == "recorded\n"
    writer.kill()
    assert writer.wait() == -signal.SIGKILL
    recorded = [book.attempts(student.id, "autograd") for student in book.students()]
    assert survivors <= len(recorded) < len(attempts)
    assert recorded == [[each] for each in attempts[: len(recorded)]]
    assert_intact(path)


def test_two_writers_at_once_lose_nothing(
    path: Path, attempt: Callable[..., Attempt], check: CheckResult, start: Start
) -> None:
    shares = [
        [attempt(student_id=f"{who}{number}", checks=(check,) * 5) for number in range(10)]
        for who in "ab"
    ]
    # There is no gradebook yet: they race to create it, too.
    writers = [start(share) for share in shares]
    go(*writers)
    assert [writer.communicate() and writer.returncode for writer in writers] == [0, 0]
    with Gradebook.open(path) as book:
        for each in itertools.chain(*shares):
            assert book.attempts(each.student_id, "autograd") == [each]
    assert {name: len(rows) for name, rows in all_rows(path).items()} == {
        "gradebook_about": 1,
        "assignments": 1,
        "students": 20,
        "courses": 0,
        "attempts": 20,
        "cells": 20,
        "checks": 100,
        "adjustments": 0,
    }
    assert_intact(path)


def test_a_regrade_leaves_every_earlier_row_as_it_was(
    path: Path, book: Gradebook, attempt: Callable[..., Attempt], due: datetime
) -> None:
    book.put_roster([Student("ada", "Byron")])
    book.record(attempt())
    book.adjust(Adjustment("ada", "autograd", "points", 1.0, "Dr. Hopper", "", due))
    before = all_rows(path)
    book.put_roster([Student("ada", "Lovelace")])
    book.record(attempt(score=2.0, fingerprint="f2"))
    book.record(attempt(status="grader_error", score=None))
    after = all_rows(path)
    assert {name: found[: len(before[name])] for name, found in after.items()} == before
    assert (len(after["attempts"]), len(after["checks"])) == (3, 3)
