"""How the program ends: at once where torch is loaded, and with all that it had to say."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

CODE = """
import atexit, sys
from autograder.cli import program
atexit.register(print, "taken down")
sys.modules["torch"] = {torch}
if sys.modules["torch"] is None:
    del sys.modules["torch"]

def main():
    print("words")
    sys.exit({status!r})

program.main = main
program.program()
"""


def command(torch: str, status: object) -> list[str]:
    return [sys.executable, "-c", CODE.format(torch=torch, status=status)]


def ended(torch: str, status: object) -> tuple[int, str]:
    done = subprocess.run(command(torch, status), stdout=subprocess.PIPE, text=True)
    return done.returncode, done.stdout


@pytest.mark.parametrize("status", [0, 3])
def test_with_torch_nobody_waits_for_its_end(status: int) -> None:
    assert ended("sys", status) == (status, "words\n")


@pytest.mark.parametrize(("status", "code"), [(0, 0), (3, 3), (None, 0), ("a message", 1)])
def test_without_it_all_ends_as_usual(status: object, code: int) -> None:
    assert ended("None", status) == (code, "words\ntaken down\n")


@pytest.mark.parametrize("torch", ["sys", "None"])
def test_output_that_reaches_nobody_is_told(torch: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(command(torch, 0), stdout=writer, stderr=subprocess.PIPE, text=True)
    os.close(writer)
    assert (done.returncode, "BrokenPipeError" in done.stderr) == (120, True)
