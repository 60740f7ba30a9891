"""A class that hands in nothing but attacks on its grader, and one honest student among them."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gradebook.store import Gradebook

SLUG = "04-autograd"
SAMPLE = Path(__file__).parent.parent / "sample_class" / "submitted" / "amara" / SLUG
FORMULA = "=cmd|' !A0"
NAMES = [
    "\x1b[2J\x1b[31mred",
    "\x1b]8;;http:⁄⁄evil\x07link\x1b]8;;\x07",
    "\x1b]0;title\x07",
    "\x9b31mC1",
    "over\rwritten\b\b\b",
    "two\nlines",
    FORMULA,
    "x;=1+1",
    "ecila\u202e",
    "zero\u200bwidth",
    "[bold red]markup[]",
    "<script>alert(1)<script>",
    "n" * 255,
]
SAID = "\x1b]0;owned\x07\x1b[31m\x9b1m\u202e\r\b\u200b[blink];=1"
BOMBS = {
    "nested": b'{"cells":' + b"[" * 10**6,
    "digits": b'{"cells": [], "n": ' + b"9" * 10**6 + b"}",
    "half": b'{"cells": [{"cell_type": "code", "sou',
    "empty": b"",
    "\x1b[31m": b"\x1b[31mnot json",
    "old": json.dumps({"nbformat": 3, "metadata": {"\x1b[31m": 1}, "cells": 5}).encode(),
}


def autograder(*args: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error", "-m", "autograder.cli", *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, timeout=300)


def hand_in(root: Path, student: str, content: bytes = b"") -> Path:
    path = root / student / SLUG / f"{SLUG}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    return path


def loud() -> bytes:
    """A notebook whose output, exceptions and names of types are all meant for a terminal."""
    notebook = json.loads((SAMPLE / f"{SLUG}.ipynb").read_text(encoding="utf-8"))
    lines = [
        "import sys",
        f"SAID = {SAID!r}",
        "print(SAID); print(SAID, file=sys.stderr)",
        "Loud = type(SAID, (Exception,), {})",
        "def gradient_example(*args): raise Loud(SAID)",
        "raise Loud(SAID)",
    ]
    cell = {"cell_type": "code", "metadata": {}, "source": "\n".join(lines), "outputs": []}
    notebook["cells"].append(cell)
    return json.dumps(notebook).encode()


def attack(root: Path) -> None:
    """Everything that a file can be, under every name that it can have."""
    hand_in(root, "honest", (SAMPLE / f"{SLUG}.ipynb").read_bytes())
    hand_in(root, "Honest", b"{}")
    hand_in(root, "loud", loud())
    for name in NAMES:
        hand_in(root, name, b"[]")
    for number, content in enumerate(BOMBS.values()):
        hand_in(root, f"bomb-{number}", content)
    hand_in(root, " ", b"{}")
    fifo = hand_in(root, "fifo")
    fifo.unlink()
    os.mkfifo(fifo)
    link = hand_in(root, "link")
    link.unlink()
    link.symlink_to("/etc/passwd")
    folder = hand_in(root, "folder")
    folder.unlink()
    folder.mkdir()
    (root / "linked").symlink_to("/")
    os.truncate(hand_in(root, "sparse"), 2**40)


def assert_harmless(shown: str) -> None:
    """Nothing in it moves the cursor, colours, links, reorders or hides."""
    alive = {c for c in shown if unicodedata.category(c) in {"Cc", "Cf", "Cs"}} - {"\n"}
    assert alive == set()


@pytest.fixture(scope="module")
def graded(
    course: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """A gradebook with that class, and what was printed."""
    folder = tmp_path_factory.mktemp("class")
    attack(folder / "submitted")
    target = folder / "gradebook.db"
    order = ("grade", folder / "submitted", "--course", course, "--gradebook", target)
    return target, autograder(*order, "--jobs", "1")


pytestmark = pytest.mark.slow
Graded = tuple[Path, subprocess.CompletedProcess[str]]


def test_the_honest_student_is_graded_and_all_others_need_a_person(graded: Graded) -> None:
    target, done = graded
    assert done.returncode == 1, done.stderr
    with Gradebook.open(target) as gradebook:
        grades = {grade.student.id: grade for grade in gradebook.grades()}
    assert grades.pop("honest").score == 20
    assert 0 < (grades.pop("loud").score or 0) < 20
    assert {grade.status for grade in grades.values()} == {"needs_review"}
    assert {grade.score for grade in grades.values()} == {None}
    assert grades.keys() >= {
        *NAMES,
        *(f"bomb-{n}" for n in range(len(BOMBS))),
        "fifo",
        "link",
        "folder",
    }
    assert all(grade.note for grade in grades.values())


def test_nothing_alive_reaches_the_terminal(graded: Graded) -> None:
    _, done = graded
    assert_harmless(done.stdout)
    assert_harmless(done.stderr)
    assert "[bold red]markup" in done.stdout


def test_who_cannot_be_seen_or_told_apart_is_named(graded: Graded) -> None:
    _, done = graded
    assert "names no student" in done.stderr
    assert "look alike: 'Honest' and 'honest'" in done.stderr
    assert "linked/notebook.ipynb: the folder linked was not opened: it is a link" in done.stderr


def test_nothing_alive_reaches_a_spreadsheet(graded: Graded) -> None:
    target, _ = graded
    for detail in ("assignments", "checks"):
        written = autograder("export", "--gradebook", target, "--detail", detail).stdout
        assert_harmless(written)
        assert detail == "assignments" or "owned" in written
        for separator in ",;":
            rows = csv.reader(io.StringIO(written), delimiter=separator)
            cells = [cell.lstrip('" ') for row in rows for cell in row]
            assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_nothing_alive_reaches_a_page(
    graded: Graded, tmp_path: Path, read_page: Callable[[str], Any]
) -> None:
    target, _ = graded
    folder = tmp_path / "deep" / "feedback"
    for command in (("feedback",), ("report", "--feedback", folder)):
        output = tmp_path / "deep" / command[0]
        done = autograder(*command, "--gradebook", target, "--output", output)
        assert done.returncode == 0, done.stderr
    pages = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(pages) > 2 * len(NAMES)
    for path in pages:
        assert path.is_relative_to(tmp_path / "deep")
        page = path.read_text(encoding="utf-8")
        read_page(page)
        assert_harmless(page)
    assert "owned" in (folder / "loud" / SLUG / f"{SLUG}.html").read_text(encoding="utf-8")


def test_the_same_in_a_zip(course: Path, tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(SAMPLE / f"{SLUG}.ipynb", f"honest/{SLUG}/{SLUG}.ipynb")
        for name in [*NAMES, "C:\\win", "..", "\u3164"]:
            archive.writestr(f"{name}/{SLUG}/{SLUG}.ipynb", b"[]")
        archive.writestr(f"bomb/{SLUG}/{SLUG}.ipynb", b" " * (21 * 2**20))
    target = tmp_path / "gradebook.db"
    done = autograder("grade", path, "--course", course, "--gradebook", target, "--jobs", "1")
    assert done.returncode == 1, done.stderr
    assert_harmless(done.stdout + done.stderr)
    with Gradebook.open(target) as gradebook:
        grades = {grade.student.id: grade for grade in gradebook.grades()}
    assert grades.pop("honest").score == 20
    assert grades.keys() == {*NAMES, "win", "bomb"}
    assert {grade.score for grade in grades.values()} == {None}


def test_what_a_student_says_reaches_nobody_alive(course: Path, tmp_path: Path) -> None:
    path = tmp_path / "loud.ipynb"
    path.write_bytes(loud())
    done = autograder("try", SLUG, path, "--course", course)
    assert "owned" in done.stdout
    assert_harmless(done.stdout + done.stderr)
