"""A grader that is killed or stopped leaves no process and loses nothing."""

from __future__ import annotations

import contextlib
import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from gradebook.records import Attempt
from gradebook.store import Gradebook

pytestmark = pytest.mark.slow

SLOW_NOTEBOOK = json.dumps(
    {
        "nbformat": 4,
        "metadata": {"autograder": {"assignment": "04-autograd"}},
        "cells": [{"cell_type": "code", "source": "import time; time.sleep(3)"}],
    }
)


@pytest.fixture
def submitted(tmp_path: Path) -> Path:
    folder = tmp_path / "submitted"
    folder.mkdir()
    for name in ("ann", "bob", "cy", "dee"):
        (folder / f"{name}.ipynb").write_text(SLOW_NOTEBOOK)
    return folder


@pytest.fixture
def running(course: Path, submitted: Path, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A grader at work on the first notebooks."""
    with start(course, submitted, tmp_path) as process:
        deadline = time.monotonic() + 120
        while len(descendants(process.pid)) < 8:  # two graders, two zygotes, two boxes of two
            assert time.monotonic() < deadline
            time.sleep(0.1)
        yield process
        process.kill()


def start(course: Path, submitted: Path, tmp_path: Path) -> subprocess.Popen[bytes]:
    target = tmp_path / "gradebook.db"
    command = [sys.executable, "-m", "autograder.cli", "grade", str(submitted), "--jobs", "2"]
    command += ["--quiet", "--gradebook", str(target)]
    return subprocess.Popen(command, cwd=course, stderr=subprocess.PIPE)


def descendants(pid: int) -> list[psutil.Process]:
    return psutil.Process(pid).children(recursive=True)


def assert_gone(processes: list[psutil.Process], seconds: float) -> None:
    _, alive = psutil.wait_procs(processes, timeout=seconds)
    assert not [p for p in alive if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]


def test_killed_it_leaves_no_process_and_a_rerun_does_only_the_rest(
    running: subprocess.Popen[bytes], course: Path, submitted: Path, tmp_path: Path
) -> None:
    family = descendants(running.pid)
    deadline = time.monotonic() + 60
    while not (before := recorded(tmp_path)):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    running.send_signal(signal.SIGKILL)
    assert_gone(family, 10)
    before = recorded(tmp_path)
    assert len(before) < 4
    with start(course, submitted, tmp_path) as again:
        assert again.wait(120) == 0
    after = recorded(tmp_path)
    assert len(after) == 4
    assert {name: after[name] for name in before} == before


def recorded(tmp_path: Path) -> dict[str, list[Attempt]]:
    """Every attempt in the gradebook, by student."""
    if not (tmp_path / "gradebook.db").exists():
        return {}
    with Gradebook.open(tmp_path / "gradebook.db") as gradebook:
        names = [grade.student.id for grade in gradebook.grades() if grade.attempt_id]
        return {name: gradebook.attempts(name, "04-autograd") for name in names}


def test_ctrl_c_stops_soon_and_leaves_no_process(running: subprocess.Popen[bytes]) -> None:
    family = descendants(running.pid)
    for process in [psutil.Process(running.pid), *family]:
        # A terminal signals its foreground group; zygotes have a session of their own.
        with contextlib.suppress(psutil.NoSuchProcess):  # a zombie counts as that too
            if "autograder.worker" not in " ".join(process.cmdline()):
                process.send_signal(signal.SIGINT)
    assert running.wait(10) == 130
    assert running.stderr is not None
    assert b"run it again to go on" in running.stderr.read()
    assert_gone(family, 5)
