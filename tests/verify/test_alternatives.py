"""Alternatives and equivalents on disk, and each mistake in them: one clear ``CourseError``."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.course.alternatives import alternatives, equivalents
from autograder.course.assignment import Assignment, CourseError, load_assignment

TOML = 'title = "T"\n[[tasks]]\nname = "f"\npoints = 1\n'
GOOD = '"""With\na loop."""\n\nimport torch\n\ndef f(x): ...\nclass Net: ...\ng = h = f\n'


@pytest.fixture
def about(tmp_path: Path) -> Assignment:
    (tmp_path / "alternatives").mkdir()
    (tmp_path / "assignment.toml").write_text(TOML)
    return load_assignment(tmp_path)


def write(about: Assignment, text: str | bytes, name: str = "loop") -> Path:
    path = about.folder / "alternatives" / f"{name}.py"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_an_alternative_is_read(about: Assignment) -> None:
    write(about, GOOD)
    (one,) = alternatives(about)
    assert (one.name, one.style, one.code) == ("loop", "With a loop.", GOOD)
    assert one.defines == ("f", "Net", "g", "h")


def test_alternatives_come_by_name(about: Assignment) -> None:
    for name in ("b", "c", "a"):
        write(about, GOOD, name)
    assert [one.name for one in alternatives(about)] == ["a", "b", "c"]


def test_there_may_be_none(about: Assignment) -> None:
    assert alternatives(about) == ()
    assert equivalents(about) == ()


@pytest.mark.parametrize("text", ["", "def f(x): ...\n", '"""  """\n', "# Style\nf = 1\n"])
def test_an_alternative_without_a_style(about: Assignment, text: str) -> None:
    path = write(about, text)
    with pytest.raises(CourseError) as error:
        alternatives(about)
    assert str(error.value) == f"{path} needs a docstring: one line that names its style"


@pytest.mark.parametrize("text", ["def f(:\n", b'"""Style."""\n\xff\n', '"""Style."""\n\0\n'])
def test_an_alternative_that_cannot_be_read(about: Assignment, text: str | bytes) -> None:
    path = write(about, text)
    with pytest.raises(CourseError) as error:
        alternatives(about)
    assert str(error.value).startswith(f"{path} cannot be read: ")


def listed(about: Assignment, text: str) -> Path:
    path = about.folder / "equivalents.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_equivalents_are_read(about: Assignment) -> None:
    listed(about, '[[equivalent]]\nmutant = "f: x → y"\nreason = "They are equal."\n')
    (one,) = equivalents(about)
    assert (one.mutant, one.reason) == ("f: x → y", "They are equal.")


@pytest.mark.parametrize("reason", ["", "  ", "\\n"])
def test_an_equivalent_needs_a_reason(about: Assignment, reason: str) -> None:
    path = listed(about, f'[[equivalent]]\nmutant = "f: x → y"\nreason = "{reason}"\n')
    with pytest.raises(CourseError) as error:
        equivalents(about)
    assert str(error.value) == f"{path}: 'f: x → y' needs a reason that a reader can check"


@pytest.mark.parametrize(
    "text",
    [
        '[[equivalent]]\nmutant = "m"\n',
        '[[equivalent]]\nreason = "r"\n',
        '[[equivalent]]\nmutant = "m"\nreason = "r"\nwhy = "w"\n',
        '[[equivalents]]\nmutant = "m"\nreason = "r"\n',
        '[[equivalent]]\nmutant = 3\nreason = "r"\n',
        "[[equivalent\n",
    ],
)
def test_equivalents_that_cannot_be_read(about: Assignment, text: str) -> None:
    path = listed(about, text)
    with pytest.raises(CourseError) as error:
        equivalents(about)
    assert str(error.value).startswith(f"{path} cannot be read: ")


def test_what_only_proves_the_checks_changes_no_grade(about: Assignment) -> None:
    write(about, GOOD)
    listed(about, '[[equivalent]]\nmutant = "m"\nreason = "r"\n')
    assert load_assignment(about.folder).version == about.version
