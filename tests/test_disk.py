"""A disk that is full, a gradebook that is read-only or locked: one sentence, and nothing lost."""

from __future__ import annotations

import json
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import psutil
import pytest

from gradebook.records import Attempt
from gradebook.store import Gradebook

STUDENTS = 300
SLUG = "04-autograd"
ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)
Command = Callable[[Path], list[str]]


@pytest.fixture
def grade(course: Path, tmp_path: Path) -> Command:
    """The command that grades submissions of which none can be run: links are not followed."""
    submitted = tmp_path / "submitted"
    for number in range(STUDENTS):
        folder = submitted / f"student-{number:03}" / SLUG
        folder.mkdir(parents=True)
        (folder / f"{SLUG}.ipynb").symlink_to("/dev/null")

    def command(target: Path) -> list[str]:
        made = [sys.executable, "-m", "autograder.cli", "grade", str(submitted), "--quiet"]
        made += ["--course", str(course), "--isolation", "none", "--jobs", "1"]
        return [*made, "--gradebook", str(target)]

    return command


def run(command: list[str]) -> tuple[int, str]:
    done = subprocess.run(command, capture_output=True, text=True)
    return done.returncode, done.stderr


def with_own_mounts(script: str, *arguments: str | Path) -> tuple[int, str]:
    """Run a shell script in which things can be mounted that nobody else sees, also by root."""
    return run(["unshare", "-rm", "sh", "-ec", script, "sh", *map(str, arguments)])


def record(target: Path) -> dict[str, list[Attempt]]:
    """Every attempt, by student, but for times."""
    with closing(sqlite3.connect(target)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    with Gradebook.open(target) as gradebook:
        return {
            student.id: [
                replace(attempt, graded_at=ANY_TIME)
                for attempt in gradebook.attempts(student.id, SLUG)
            ]
            for student in gradebook.students()
        }


@pytest.mark.slow
def test_a_full_disk_costs_nothing_but_a_rerun(grade: Command, tmp_path: Path) -> None:
    Gradebook.open(tmp_path / "calm.db").close()
    shutil.copy(tmp_path / "calm.db", tmp_path / "empty.db")
    run(grade(tmp_path / "calm.db"))
    disk = tmp_path / "disk"
    disk.mkdir()
    script = """
        from=$1; disk=$2; shift 2
        mount -t tmpfs -o size=200k none "$disk"
        cp "$from/empty.db" "$disk/gradebook.db"
        "$@" || test $? = 3
        cp "$disk/gradebook.db" "$from/full.db"
        mount -o remount,size=20m "$disk"
        "$@" || test $? = 1
        cp "$disk/gradebook.db" "$from/whole.db"
    """
    status, said = with_own_mounts(script, tmp_path, disk, *grade(disk / "gradebook.db"))
    assert status == 0, said
    assert said == (
        f"autograder: gradebook {disk}/gradebook.db: the disk is full; "
        "free some space and run again\n"
    )
    full, whole, calm = (record(tmp_path / f"{name}.db") for name in ("full", "whole", "calm"))
    assert 0 < len(full) < STUDENTS
    assert full.items() <= whole.items()
    assert whole == calm
    assert {len(attempts) for attempts in whole.values()} == {1}


@pytest.mark.parametrize("what", ["folder", "file"])
def test_a_read_only_gradebook_is_told_before_anything_is_run(
    grade: Command, tmp_path: Path, what: str
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    target = folder / "gradebook.db"
    Gradebook.open(target).close()
    before = target.read_bytes()
    script = 'mount --bind "$1" "$1"; mount -o remount,bind,ro "$1"; shift; exec "$@"'
    place = folder if what == "folder" else target
    status, said = with_own_mounts(script, place, *grade(target))
    assert (status, said.count("\n")) == (3, 1)
    assert f"gradebook {target}: it is read-only; make the file and its folder writable" in said
    assert target.read_bytes() == before
    assert list(folder.iterdir()) == [target]


def test_a_new_gradebook_in_a_read_only_folder(grade: Command, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    script = 'mount -t tmpfs -o ro none "$1"; shift; exec "$@"'
    status, said = with_own_mounts(script, folder, *grade(folder / "new.db"))
    assert (status, said.count("\n")) == (3, 1)
    assert "new.db: it cannot be created (Read-only file system); create its folder" in said


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A gradebook that another program is writing to."""
    Gradebook.open(tmp_path / "gradebook.db").close()
    connection = sqlite3.connect(
        tmp_path / "gradebook.db", isolation_level=None, check_same_thread=False
    )
    connection.execute("BEGIN IMMEDIATE")
    yield connection
    connection.close()


def impatient(command: list[str], seconds: float) -> list[str]:
    """The same command, that waits for other writers only so long."""
    code = "import sys; from gradebook import database; from autograder.cli.main import main; "
    code += f"database.BUSY_SECONDS = {seconds}; main(sys.argv[1:])"
    return [sys.executable, "-c", code, *command[3:]]


def test_locked_for_too_long_is_one_sentence(
    grade: Command, tmp_path: Path, locked: sqlite3.Connection
) -> None:
    status, said = run(impatient(grade(tmp_path / "gradebook.db"), 0.6))
    assert (status, said.count("\n")) == (3, 1)
    assert "another program holds it locked; close that program or try again later" in said
    locked.execute("COMMIT")
    assert record(tmp_path / "gradebook.db") == {}


@pytest.mark.slow
def test_locked_for_a_while_is_waited_for(
    grade: Command, tmp_path: Path, locked: sqlite3.Connection
) -> None:
    with subprocess.Popen(grade(tmp_path / "gradebook.db"), stderr=subprocess.PIPE) as waiting:
        time.sleep(3)
        assert waiting.poll() is None
        locked.execute("COMMIT")
        assert waiting.wait(120) == 1
    assert len(record(tmp_path / "gradebook.db")) == STUDENTS


@pytest.mark.usefixtures("locked")
def test_ctrl_c_ends_the_waiting_for_a_lock(grade: Command, tmp_path: Path) -> None:
    with subprocess.Popen(grade(tmp_path / "gradebook.db"), stderr=subprocess.PIPE) as waiting:
        while not psutil.Process(waiting.pid).open_files():
            time.sleep(0.01)
        time.sleep(2)
        waiting.send_signal(signal.SIGINT)
        assert waiting.wait(2) == 130


def test_a_gradebook_removed_while_grading_is_one_sentence(grade: Command, tmp_path: Path) -> None:
    target = tmp_path / "gradebook.db"
    with subprocess.Popen(grade(target), stderr=subprocess.PIPE, text=True) as grading:
        while not target.exists() or not target.stat().st_size:
            time.sleep(0.01)
        time.sleep(0.5)
        target.unlink()
        _, said = grading.communicate()
    assert (grading.returncode, said.count("\n")) == (3, 1)
    assert f"gradebook {target}: it was removed while it was in use; put it back" in said


@pytest.mark.slow
def test_a_disk_that_others_fill_costs_no_mark(course: Path, tmp_path: Path) -> None:
    """Without namespaces a box writes to the host's disk: its being full is nobody's answer."""
    right = course / "tests" / "sample_class" / "submitted" / "amara" / SLUG / f"{SLUG}.ipynb"
    notebook = json.loads(right.read_text(encoding="utf-8"))
    writes = "with open('mine', 'wb') as file:\n    file.write(bytes(4 << 20))"
    notebook["cells"].append({"cell_type": "code", "source": writes, "metadata": {}})
    handed_in = tmp_path / "submitted" / "amara" / SLUG / f"{SLUG}.ipynb"
    handed_in.parent.mkdir(parents=True)
    handed_in.write_text(json.dumps(notebook), encoding="utf-8")
    (tmp_path / "disk").mkdir()
    script = """
        mount -t tmpfs -o size=64m none "$1"
        head -c 62m /dev/zero > "$1/others"
        export TMPDIR="$1"; shift
        exec "$@"
    """
    command = [sys.executable, "-m", "autograder.cli", "grade", str(tmp_path / "submitted")]
    command += ["--course", str(course), "--isolation", "restricted", "--jobs", "1", "--quiet"]
    command += ["--gradebook", str(tmp_path / "book.db")]
    with_own_mounts(script, tmp_path / "disk", *command)
    with Gradebook.open(tmp_path / "book.db") as gradebook:
        (attempt,) = gradebook.attempts("amara", SLUG)
    assert (attempt.status, attempt.score) == ("grader_error", None)
    assert f"the disk of {tmp_path / 'disk'} is full" in attempt.note
