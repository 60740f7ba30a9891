"""The folder that students get, and what of ``solutions/`` must never be in it."""

from __future__ import annotations

import ast
import json
import re
import shutil
import textwrap
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from autograder.checks.collect import collect_specs
from autograder.course.assignment import Assignment, CourseError, load_assignment
from autograder.course.handout import handout, requirements, write_release
from autograder.course.notebook import solved
from autograder.course.reference import misconceptions
from autograder.course.release import released_path, write_starter
from autograder.publish.make import bundle_path
from gradebook.policy import LateRule, Policy

REGION = re.compile(r"### BEGIN SOLUTION\n(.*?)### END SOLUTION", re.DOTALL)
REGION_LENGTH, LINE_LENGTH = 25, 40
"""What is shorter may be in a student's text by chance."""
ORDINARY = {
    "train_or_resume(path, model, optimizer, train_epoch, epochs)",
    "optimizer = torch.optim.SGD(model.parameters(), lr=0.1)",
}
"""Longer lines of checks that tell nothing: a signature that students are given, and an idiom."""


@pytest.fixture
def small(folder: Path) -> Assignment:
    """A small assignment, built."""
    loaded = load_assignment(folder)
    write_starter(folder.parents[1], loaded)
    return loaded


def course_of(about: Assignment) -> Path:
    return about.folder.parents[1]


def release(about: Assignment, output: Path) -> list[Path]:
    return list(write_release(course_of(about), [about], output))


def test_a_release_has_notebooks_requirements_and_a_handout(
    small: Assignment, tmp_path: Path
) -> None:
    output = tmp_path / "new" / "release"
    names = ["doubling", "requirements.txt", "README.md"]
    assert release(small, output) == [output / name for name in names]
    files = {str(path.relative_to(output)) for path in output.rglob("*") if path.is_file()}
    assert files == {"doubling/doubling.ipynb", "requirements.txt", "README.md"}
    released = output / "doubling" / "doubling.ipynb"
    assert released.read_bytes() == released_path(course_of(small), "doubling").read_bytes()


def test_what_lies_beside_a_notebook_goes_with_it(small: Assignment, tmp_path: Path) -> None:
    source = released_path(course_of(small), "doubling").parent
    (source / "data").mkdir()
    (source / "data" / "numbers.csv").write_text("1,2\n")
    release(small, tmp_path / "out")
    assert (tmp_path / "out/doubling/data/numbers.csv").read_text() == "1,2\n"


@pytest.mark.parametrize(
    "name", [".ipynb_checkpoints/old.ipynb", ".hidden", "__pycache__/a.pyc", "data/.DS_Store"]
)
def test_what_jupyter_leaves_behind_and_hidden_files_stay(
    small: Assignment, tmp_path: Path, name: str
) -> None:
    left = released_path(course_of(small), "doubling").parent / name
    left.parent.mkdir(parents=True, exist_ok=True)
    left.write_text("left behind")
    release(small, tmp_path / "out")
    assert not list((tmp_path / "out").rglob(left.name))
    assert not list((tmp_path / "out").rglob("__pycache__"))


def test_a_release_may_be_written_again(small: Assignment, tmp_path: Path) -> None:
    assert release(small, tmp_path / "out") == release(small, tmp_path / "out")


def test_a_starter_that_is_out_of_date_is_not_released(small: Assignment, tmp_path: Path) -> None:
    released_path(course_of(small), "doubling").write_text("{}")
    with pytest.raises(CourseError, match=r"doubling: .* out of date; run `autograder build`"):
        release(small, tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "place",
    [
        "solutions",
        "solutions/doubling/out",
        "x/../solutions/out",
        ".",
        "assignments",
        "assignments/new",
    ],
)
def test_a_release_overwrites_nothing_of_the_course(small: Assignment, place: str) -> None:
    with pytest.raises(CourseError, match=r"is the course's own folder"):
        release(small, course_of(small) / place)


def test_requirements_are_what_the_grader_runs() -> None:
    lines = requirements().splitlines()
    assert [re.split("[=>]", line)[0] for line in lines] == [
        "torch", "numpy", "pandas", "matplotlib", "jupyterlab"
    ]  # fmt: skip
    assert all(re.fullmatch(r"\w+(==\d+\.\d+[.\w]*|>=4)", line) for line in lines)


def fake_wheel(path: Path, *names: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, "")
    return path


def test_a_wheel_goes_along_and_students_are_told(small: Assignment, tmp_path: Path) -> None:
    wheel = fake_wheel(tmp_path / "torchgrade-9-py3-none-any.whl", "autograder/student/magic.py")
    output = tmp_path / "out"
    list(write_release(course_of(small), [small], output, wheel))
    assert (output / wheel.name).read_bytes() == wheel.read_bytes()
    assert "./torchgrade-9-py3-none-any.whl" in (output / "requirements.txt").read_text().split()
    text = (output / "README.md").read_text()
    assert "%load_ext autograder" in text
    assert "autograder check doubling/doubling.ipynb" in text


def test_without_a_wheel_nothing_is_said_of_it(small: Assignment, tmp_path: Path) -> None:
    release(small, tmp_path / "out")
    assert "%check" not in (tmp_path / "out" / "README.md").read_text()


@pytest.mark.parametrize(
    ("name", "members", "says"),
    [
        ("a.whl", ["other/__init__.py"], "is no wheel of this package; `make wheel` makes one"),
        ("a.zip", ["autograder/student/magic.py"], "is no wheel of this package"),
        ("a.whl", ["autograder/student/magic.py", "solutions/a/checks.py"], "holds solutions"),
    ],
)
def test_another_wheel_is_refused(
    small: Assignment, tmp_path: Path, name: str, members: list[str], says: str
) -> None:
    wheel = fake_wheel(tmp_path / name, *members)
    with pytest.raises(CourseError, match=says):
        list(write_release(course_of(small), [small], tmp_path / "out", wheel))
    assert not (tmp_path / "out").exists()


def test_the_handout_lists_each_assignment(folder: Path) -> None:
    without = load_assignment(folder)
    path = folder / "assignment.toml"
    path.write_text("due = 2027-02-14T23:59:00Z\n" + path.read_text())
    lines = handout([without, load_assignment(folder)]).splitlines()
    start = "| [`doubling`](doubling/doubling.ipynb) | Doubling | 2 | "
    assert [line for line in lines if line.startswith("| [")] == [
        start + "no date |",
        start + "2027-02-14 23:59 UTC |",
    ]


def flat(text: str) -> str:
    return " ".join(text.split())


Secrets = set[tuple[str, str]]


@pytest.fixture(scope="module")
def secrets(real: Assignment) -> Secrets:
    """What of ``solutions/`` students must not read: its kind, and the text."""
    checks, tasks = real.checks.read_text(encoding="utf-8"), {task.name for task in real.tasks}
    regions = [r for cell in solved(real).cells for r in REGION.findall(cell.source)]
    hidden = [spec for spec in collect_specs(real.checks) if not spec.visible]
    return {
        *(("solution", flat(region)) for region in regions if len(flat(region)) > REGION_LENGTH),
        *(("hint", known.hint) for known in misconceptions(real)),
        *(("name", spec.name) for spec in hidden),
        *(("docstring", spec.description) for spec in hidden),
        *(("line", line) for line in hidden_lines(checks, tasks)),
    }


def hidden_lines(text: str, tasks: set[str]) -> list[str]:
    """Long lines of a ``checks.py``, but for what its visible checks are made of.

    Oracles, and right helpers to lend, which are named like tasks, stay hidden whoever uses them.
    """
    tree = ast.parse(text)
    defined = {name: node for node in tree.body for name in names_of(node) if name not in tasks}
    shown = [node for node in defined.values() if "visible=True" in ast.unparse(node)]
    for node in shown:  # grows: what a visible check uses is as visible
        names = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
        shown += [defined[n] for n in sorted(names & {*defined}) if defined[n] not in shown]
    lines = text.splitlines()
    shown += [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    open_text = "\n".join(
        flat(line) for node in shown for line in lines[first_line(node) - 1 : node.end_lineno]
    )
    hidden = [line.strip() for line in lines if flat(line) not in open_text]
    return [line for line in hidden if len(line) > LINE_LENGTH and line not in ORDINARY]


def names_of(node: ast.stmt) -> list[str]:
    """What a statement defines, unless it is an oracle."""
    if isinstance(node, ast.Assign):
        return [part.id for part in ast.walk(node.targets[0]) if isinstance(part, ast.Name)]
    oracle = isinstance(node, ast.FunctionDef) and "@oracle" in ast.unparse(node)
    return [node.name] if isinstance(node, ast.FunctionDef) and not oracle else []


def first_line(node: ast.stmt) -> int:
    """With its decorators."""
    return min(part.lineno for part in (node, *getattr(node, "decorator_list", [])))


def leaks(folder: Path, secrets: Secrets) -> Secrets:
    """Those in any file of a folder, however they are wrapped or indented."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    text = "\n".join(flat(part) for path in files for part in words(path))
    names = {*re.findall(r"\w+", text)}
    return {
        (kind, secret)
        for kind, secret in secrets
        if (secret in names if kind == "name" else flat(secret) in text)
    }


def words(path: Path) -> Iterator[str]:
    """A file's name and text; of a notebook also the text of each cell."""
    text = path.read_text(encoding="utf-8", errors="replace")
    yield from (path.name, text)
    if path.suffix in (".ipynb", ".json"):
        yield from strings(json.loads(text))


def strings(thing: Any) -> Iterator[str]:
    """Every string in it; a list of strings is lines of one text."""
    if isinstance(thing, dict):
        yield from strings([*thing.keys()])
        for value in thing.values():
            yield from strings(value)
    elif isinstance(thing, list):
        yield "".join(part for part in thing if isinstance(part, str))
        for part in thing:
            yield from strings(part)
    elif isinstance(thing, str):
        yield thing


@pytest.fixture(scope="module")
def released(real: Assignment, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What students get of an assignment of this course."""
    output = tmp_path_factory.mktemp("release")
    release(real, output)
    return output


def test_nothing_of_the_solutions_is_released(released: Path, secrets: Secrets) -> None:
    assert leaks(released, secrets) == set()


def test_the_solutions_have_something_to_hide(secrets: Secrets) -> None:
    assert {kind for kind, _ in secrets} == {"solution", "hint", "name", "docstring", "line"}


def test_the_visible_checks_are_released(real: Assignment, released: Path) -> None:
    name = f"{real.slug}.checks.json"
    committed = bundle_path(course_of(real), real.slug).read_bytes()
    assert (released / real.slug / name).read_bytes() == committed


@pytest.mark.parametrize("where", ["cell", "output", "file", "bundle"])
def test_a_planted_secret_is_found(
    real: Assignment, released: Path, secrets: Secrets, tmp_path: Path, where: str
) -> None:
    planted = tmp_path / "planted"
    shutil.copytree(released, planted)
    text = "\n\n".join(textwrap.indent(secret, " " * 8) for _, secret in sorted(secrets))
    if where == "bundle":
        path = planted / real.slug / f"{real.slug}.checks.json"
        bundle = json.loads(path.read_text(encoding="utf-8"))
        bundle["source"] += text.splitlines()
        path.write_text(json.dumps(bundle), encoding="utf-8")
    elif where == "file":
        (planted / real.slug / "notes.txt").write_text(text, encoding="utf-8")
    else:
        path = planted / real.slug / f"{real.slug}.ipynb"
        notebook = json.loads(path.read_text(encoding="utf-8"))
        made: dict[str, Any] = {"cell_type": "code", "source": text.splitlines(keepends=True)}
        if where == "output":
            made = {"cell_type": "code", "source": [], "outputs": [{"text": made["source"]}]}
        notebook["cells"].append(made)
        path.write_text(json.dumps(notebook), encoding="utf-8")
    assert leaks(planted, secrets) == secrets


def test_the_handout_tells_what_lateness_costs(small: Assignment) -> None:
    costly = LateRule(10.0, "day", timedelta(minutes=15), timedelta(days=3))
    other = replace(small, slug="other", policy=Policy(costly))
    assert "* All: lateness costs nothing.\n" in handout([small])
    both = handout([small, other])
    assert "* doubling: lateness costs nothing.\n" in both
    assert (
        "* other: each day late that has begun costs 10 % of the mark, counted after the first "
        "15 min, which are free; after 3 d nothing counts.\n"
    ) in both


def test_the_handout_tells_how_many_attempts_a_day_count(small: Assignment) -> None:
    assert "one day" not in handout([small])
    told = handout([replace(small, attempts_per_day=3)])
    assert (
        "* doubling: the first 3 that you hand in on one day are graded; a further one counts"
        in told
    )
