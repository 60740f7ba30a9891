"""A save is noticed once, however an editor does it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.student.saves import saves

POLL = 0.02


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.ipynb"
    path.write_text("{}")
    return path


def waits(watching: Iterator[None]) -> bool:
    """Whether no save comes for a while; the one that comes later is not lost to the test."""
    came = threading.Event()
    threading.Thread(target=lambda: (next(watching), came.set()), daemon=True).start()
    return not came.wait(10 * POLL)


def test_what_is_there_counts_as_saved_once(path: Path) -> None:
    watching = saves(path, POLL)
    next(watching)
    assert waits(watching)


def write_in_place(path: Path) -> None:
    path.write_text("{} ")


def put_another_in_its_place(path: Path) -> None:
    other = path.with_name("new")
    other.write_text("{}")
    other.replace(path)


def remove_and_write(path: Path) -> None:
    path.unlink()
    threading.Timer(3 * POLL, path.write_text, ["{}  "]).start()


@pytest.mark.parametrize("save", [write_in_place, put_another_in_its_place, remove_and_write])
def test_a_save_is_noticed(path: Path, save) -> None:  # type: ignore[no-untyped-def]
    watching = saves(path, POLL)
    next(watching)
    save(path)
    next(watching)


def test_a_file_that_is_being_written_is_waited_for(path: Path) -> None:
    watching = saves(path, POLL)
    next(watching)
    ended = time.monotonic() + 10 * POLL

    def write() -> None:
        with path.open("w") as file:
            while time.monotonic() < ended:
                file.write(" ")
                file.flush()
                time.sleep(POLL / 4)

    thread = threading.Thread(target=write)
    thread.start()
    next(watching)
    assert time.monotonic() >= ended
    thread.join()


def test_an_empty_file_is_not_a_save(path: Path) -> None:
    watching = saves(path, POLL)
    next(watching)
    path.write_text("")
    assert waits(watching)
