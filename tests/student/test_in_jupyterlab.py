"""A new student's whole way, in a real JupyterLab and browser, to the same points in both gradings.

`make try-jupyterlab` does the same with what the handout tells students to install; here, where
installing that would take a minute and more than a gigabyte, the student has the wheel before the
packages of this environment.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from autograder.course.course import assignment
from autograder.course.handout import write_release
from gradebook.store import Gradebook

ROOT = Path(__file__).parents[2]
SLUG = "04-autograd"
UNWRITTEN = '# YOUR CODE HERE\n    raise NotImplementedError("write this function")'
WRONG = (
    "x = x.detach().requires_grad_()\n    (3 * (x + 2) ** 2).sum().backward()\n    return x.grad"
)
RIGHT = WRONG.replace("sum", "mean")
QUIET = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
PATIENCE = 120

CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium here; `apt-get install chromium` brings it"
)


@dataclass(frozen=True)
class Student:
    """What one has got: a release, and a Python; ``path`` is what that imports first."""

    release: Path
    python: Path
    path: str = ""

    def environment(self, home: Path) -> dict[str, str]:
        """Of somebody who has never used JupyterLab before."""
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
            "PYTHONPATH": self.path,
        }


@pytest.fixture
def student(wheel: Path, tmp_path: Path) -> Student:
    """With the installation that ``make try-jupyterlab`` made, or a likeness of it."""
    made = os.environ.get("STUDENTS_RELEASE")
    if made:
        release = Path(made).resolve()
        return Student(release, release / ".venv" / "bin" / "python")
    release, installed = tmp_path / "release", tmp_path / "installed"
    list(write_release(ROOT, [assignment(ROOT, SLUG)], release, wheel))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)
    return Student(release, Path(sys.executable), str(installed))


@contextmanager
def jupyterlab(student: Student, folder: Path, home: Path) -> Iterator[str]:
    """Serve a folder on loopback; gives the address."""
    home.mkdir()
    options = ["--no-browser", "--ip=127.0.0.1", "--port=0", "--allow-root"]
    with (home / "log").open("w") as log:
        server = subprocess.Popen(
            [student.python, "-m", "jupyterlab", *options],
            cwd=folder, env=student.environment(home), stdout=log, stderr=log,
        )  # fmt: skip
    try:
        yield address(home / "runtime")
    finally:
        server.terminate()
        server.wait(PATIENCE)


def address(runtime: Path) -> str:
    """Where the server is, once it says so."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        for told in runtime.glob("jpserver-*.json"):
            try:
                about = json.loads(told.read_text())
            except ValueError:
                continue  # half written
            return f"{about['url']}lab?token={about['token']}"
        time.sleep(0.1)
    raise AssertionError((runtime.parent / "log").read_text())


@pytest.fixture
def page() -> Iterator[Page]:
    with sync_playwright() as browsers:
        browser = browsers.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        opened = browser.new_page(viewport={"width": 800, "height": 800})
        opened.set_default_timeout(1000 * PATIENCE)
        yield opened
        browser.close()


class Desk:
    """A notebook that is open in JupyterLab, worked in with the keyboard."""

    def __init__(self, page: Page, url: str, *path: str) -> None:
        """Open it as people do, through the list on the left, which is closed then."""
        self._page = page
        page.goto(url)
        page.get_by_role("button", name="No", exact=True).click()  # no news, please
        for name in path:
            item = page.locator(".jp-DirListing-item", has=page.get_by_text(name, exact=True))
            item.dblclick()
        page.get_by_text("| Idle").wait_for()
        page.keyboard.press("Control+B")
        page.locator(".jp-Cell").first.click()
        page.keyboard.press("Escape")

    def move(self, cells: int) -> None:
        """So many cells down, or up."""
        for _ in range(abs(cells)):
            self._page.keyboard.press("j" if cells > 0 else "k")

    def write(self, source: str) -> None:
        """Put this in the place of what the cell holds, and run it."""
        self._page.keyboard.press("Enter")
        self._page.keyboard.press("Control+A")
        self._page.keyboard.insert_text(source)
        self._page.keyboard.press("Control+Enter")

    def insert(self, source: str) -> None:
        """Write it into a new cell below, and run it."""
        self._page.keyboard.press("b")
        self.write(source)

    def shown(self, words: str, picture: Path) -> str:
        """What stands below the cell, once it has these words; and a picture of it."""
        output = self._page.locator(".jp-Cell.jp-mod-active .jp-OutputArea")
        output.get_by_text(words).wait_for()
        output.evaluate("one => one.scrollIntoView({block: 'end'})")
        self._page.locator(".jp-NotebookPanel").screenshot(path=picture)
        return output.inner_text()

    def save(self, notebook: Path, words: str) -> None:
        """Save it, and wait until the file has these words."""
        self._page.keyboard.press("Control+S")
        until = time.monotonic() + PATIENCE
        while words not in notebook.read_text(encoding="utf-8"):
            assert time.monotonic() < until
            time.sleep(0.1)


def cell_of(notebook: Path, words: str) -> tuple[int, str]:
    """The number and the source of the cell that has these words."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    sources = ["".join(cell["source"]) for cell in cells]
    (found,) = [number for number, source in enumerate(sources) if words in source]
    return found, sources[found]


def test_the_student_has_the_wheel_and_nothing_of_the_course(
    student: Student, tmp_path: Path
) -> None:
    where = "import autograder.student.magic as magic; print(magic.__file__)"
    done = subprocess.run(
        [student.python, "-c", where], cwd=student.release, env=student.environment(tmp_path),
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.startswith(student.path or str(student.release / ".venv"))
    assert not list(student.release.glob("**/solutions"))


@pytest.mark.slow
def test_from_a_release_to_the_same_points_both_ways(
    student: Student, page: Page, tmp_path: Path
) -> None:
    work = tmp_path / "course"
    shutil.copytree(student.release, work, ignore=shutil.ignore_patterns(".venv"))
    notebook = work / SLUG / f"{SLUG}.ipynb"
    imports, _ = cell_of(notebook, "import torch")
    task, source = cell_of(notebook, "def gradient_example")
    assert UNWRITTEN in source
    with jupyterlab(student, work, tmp_path / "home") as url:
        desk = Desk(page, url, SLUG, notebook.name)
        desk.move(imports)
        page.keyboard.press("Control+Enter")
        desk.move(task - imports)
        desk.write(source.replace(UNWRITTEN, WRONG))
        desk.move(1)  # past its test
        desk.insert("%load_ext autograder")
        desk.insert("%check gradient_example")
        red = desk.shown("visible checks pass", student.release.parent / "red.png")
        desk.move(-3)
        desk.write(source.replace(UNWRITTEN, RIGHT))
        desk.move(3)
        page.keyboard.press("Control+Enter")
        green = desk.shown("2 of 2 visible checks pass", student.release.parent / "green.png")
        desk.save(notebook, "mean().backward()")
    assert "1 of 2 visible checks pass" in red
    assert (red.count("✗"), red.count("✓")) == (1, 1)
    assert "it should be 4.5" in red
    assert (green.count("✗"), green.count("✓")) == (0, 2)

    handed_in = tmp_path / "submitted" / "ada" / SLUG
    handed_in.mkdir(parents=True)
    shutil.copy(notebook, handed_in)
    one, two = graded_in_one_zone(tmp_path), graded_in_two_zones(tmp_path)
    assert one["gradient_example"] == pytest.approx(4)
    assert sum(one.values()) == pytest.approx(4)
    assert two == one


def graded_in_one_zone(folder: Path) -> dict[str, float]:
    autograder(folder, "grade", "submitted", "--gradebook", "one.db", "--course", str(ROOT))
    return points(folder / "one.db")


def graded_in_two_zones(folder: Path) -> dict[str, float]:
    ours = ("--gradebook", "two.db", "--course", str(ROOT))
    nonce = autograder(folder, "ask", "submitted", "--output", "questions", *ours).strip()
    autograder(folder, "answer", "questions", "submitted", "--output", "answers")
    autograder(folder, "judge", "answers", "submitted", "--nonce", nonce, *ours)
    return points(folder / "two.db")


def autograder(folder: Path, *words: str) -> str:
    command = [sys.executable, "-m", "autograder.cli", *words]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def points(path: Path) -> dict[str, float]:
    """Of each task."""
    earned: Counter[str] = Counter()
    with Gradebook.open(str(path)) as gradebook:
        ((_, checks),) = gradebook.with_checks(gradebook.grades())
    for check in checks:
        earned[check.task] += check.points
    return earned
