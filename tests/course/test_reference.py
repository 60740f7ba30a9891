"""The reference and the misconceptions as namespaces."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.course.assignment import Assignment, CourseError, load_assignment
from autograder.course.reference import misconception_names, misconceptions, reference_names

WithSource = Callable[[str], Assignment]
GOOD = '"""Ask\nyourself."""\n\nFAILS = ("check_double",)\n\n\ndef double(x):\n    return x + 2\n'


def with_misconception(folder: Path, text: str) -> Assignment:
    (folder / "misconceptions" / "adds.py").write_text(text, encoding="utf-8")
    return load_assignment(folder)


def test_reference_has_the_solutions(folder: Path) -> None:
    assert reference_names(load_assignment(folder))["double"](4) == 8


def test_reference_is_made_afresh_each_time(folder: Path) -> None:
    loaded = load_assignment(folder)
    reference_names(loaded)["double"] = None
    assert reference_names(loaded)["double"](4) == 8


def test_reference_prints_nothing(
    with_source: WithSource, capsys: pytest.CaptureFixture[str]
) -> None:
    reference_names(with_source("print('loud')\ndouble = 1"))
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("text", ["def (", "1 / 0", "import nonsense_that_is_not_there"])
def test_reference_that_does_not_run(with_source: WithSource, text: str) -> None:
    with pytest.raises(CourseError, match=r"notebook\.py does not run"):
        reference_names(with_source(text))


def test_reference_without_a_task(with_source: WithSource) -> None:
    with pytest.raises(CourseError, match="does not define double"):
        reference_names(with_source("x = 1"))


def test_traceback_shows_the_line_of_the_source(with_source: WithSource) -> None:
    double = reference_names(with_source("def double(x):\n    return x / 0  # here\n"))["double"]
    with pytest.raises(ZeroDivisionError) as error:
        double(1)
    assert "# here" in "".join(traceback.format_exception(error.value))


def test_misconception_is_read(folder: Path) -> None:
    (known,) = misconceptions(with_misconception(folder, GOOD))
    assert (known.name, known.hint, known.fails) == ("adds", "Ask yourself.", ("check_double",))


def test_misconception_replaces_what_it_defines(folder: Path) -> None:
    loaded = with_misconception(folder, GOOD.replace("x + 2", "x + torch.tensor(2)"))
    names = misconception_names(loaded, misconceptions(loaded)[0])
    assert names["double"](4) == 6


def test_misconception_leaves_the_reference_alone(folder: Path) -> None:
    loaded = with_misconception(folder, GOOD)
    misconception_names(loaded, misconceptions(loaded)[0])
    assert reference_names(loaded)["double"](4) == 8


def test_misconceptions_come_by_name(folder: Path) -> None:
    for name in ("b", "a", "c"):
        (folder / "misconceptions" / f"{name}.py").write_text(GOOD, encoding="utf-8")
    assert [known.name for known in misconceptions(load_assignment(folder))] == ["a", "b", "c"]


def test_assignment_without_misconceptions(folder: Path) -> None:
    assert misconceptions(load_assignment(folder)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        '"""Hint."""',
        'FAILS = ("check_double",)',
        '"""Hint."""\nFAILS = ()',
        '"""Hint."""\nFAILS = ("a",)\nFAILS = ("b",)',
        '"""   """\nFAILS = ("a",)',
        '"""Hint."""\nif True:\n    FAILS = ("a",)',
    ],
)
def test_misconception_that_lacks_something(folder: Path, text: str) -> None:
    with pytest.raises(CourseError, match=r"adds\.py needs a docstring"):
        misconceptions(with_misconception(folder, text))


def test_misconception_that_does_not_run(folder: Path) -> None:
    loaded = with_misconception(folder, GOOD + "\n1 / 0\n")
    with pytest.raises(CourseError, match=r"adds\.py does not run"):
        misconception_names(loaded, misconceptions(loaded)[0])
