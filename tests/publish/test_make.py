"""Making a bundle: what is in it, what is refused, and when it is up to date."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest
import torch

from autograder.course.assignment import Assignment, CourseError, load_assignment
from autograder.outcome import Outcome
from autograder.publish.make import (
    bundle_path,
    is_bundle_up_to_date,
    make_bundle,
    require_bundles,
    write_bundle,
)
from autograder.student.bundle import Bundle, dumped, load
from autograder.student.run import OwnFunctions, run_visible
from autograder.wire.answer import answer
from autograder.wire.decoding import decode
from autograder.wire.encoding import encode
from autograder.wire.messages import Answer, Call, Probe, Returned

Edit = Callable[[str, str], Assignment]


class Own(OwnFunctions):
    """Functions of this process."""

    def __init__(self, names: dict[str, Any]) -> None:
        super().__init__()
        self._names = names

    def _answer(self, request: Call | Probe) -> Answer:
        return answer(self._names, request)


def outcomes(bundle: Bundle, **names: Any) -> dict[str, tuple[Outcome, str]]:
    @contextmanager
    def student(_: object) -> Iterator[Own]:
        yield Own(names)

    runs = run_visible(bundle, bundle.checks, student)
    return {run.spec.name: (run.outcome, run.message) for run in runs}


@pytest.fixture
def edited(folder: Path) -> Edit:
    """The small assignment with a text of its checks replaced."""

    def made(old: str, new: str) -> Assignment:
        path = folder / "checks.py"
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new))
        return load_assignment(folder)

    return made


def test_a_bundle_has_what_a_student_may_have(folder: Path) -> None:
    bundle = make_bundle(load_assignment(folder))
    assert [check.name for check in bundle.checks] == [
        "check_double_of_one",
        "check_fourfold_drawn",
    ]
    assert [check.points for check in bundle.checks] == [0.5, 0]
    assert [(one.kind, one.name) for one in bundle.answers] == [
        ("call", "double"),
        ("oracle", "_four_times"),
    ]
    assert "assert double(2) == 4" in bundle.cells
    assert bundle.setup == ["import torch"]


def test_a_bundle_has_nothing_else(folder: Path) -> None:
    text = dumped(make_bundle(load_assignment(folder)))
    for secret in ("torch.add", "double(double", "2 * double", "x * 2", "hidden", "secret"):
        assert secret not in text


def test_the_same_course_gives_the_same_bytes(folder: Path) -> None:
    one, other = (dumped(make_bundle(load_assignment(folder))) for _ in range(2))
    assert one == other


def test_with_a_bundle_alone_right_functions_pass_and_wrong_ones_do_not(folder: Path) -> None:
    bundle = make_bundle(load_assignment(folder))
    right = outcomes(bundle, double=lambda x: 2 * x, fourfold=lambda x: 4 * x)
    assert {outcome for outcome, _ in right.values()} == {Outcome.PASSED}
    wrong = outcomes(bundle, double=lambda x: x, fourfold=lambda x: 5 * x)
    assert {outcome for outcome, _ in wrong.values()} == {Outcome.FAILED}


def test_a_function_that_fails_with_its_own_helper_is_told_so(folder: Path) -> None:
    """The grader would lend a right one, which a student does not get."""
    bundle = make_bundle(load_assignment(folder))
    names: dict[str, Any] = {}
    exec("def double(x): return x\ndef fourfold(x): return double(double(x))", names)
    outcome, message = outcomes(bundle, **names)["check_fourfold_drawn"]
    assert outcome is Outcome.FAILED
    assert "It uses your `double`, and the mistake may be there" in message
    exec("def fourfold(x): return x", names)
    _, message = outcomes(bundle, **names)["check_fourfold_drawn"]
    assert "It uses" not in message


def test_a_bundle_is_written_once_and_then_up_to_date(folder: Path) -> None:
    course, about = folder.parents[1], load_assignment(folder)
    assert not is_bundle_up_to_date(course, about)
    with pytest.raises(CourseError, match=r"doubling: .* out of date; run `autograder build`"):
        require_bundles(course, [about])
    assert write_bundle(course, about)
    assert not write_bundle(course, about)
    require_bundles(course, [about])
    assert load(bundle_path(course, "doubling")) == make_bundle(about)


def test_a_change_of_a_visible_check_makes_a_bundle_stale(folder: Path, edited: Edit) -> None:
    course = folder.parents[1]
    write_bundle(course, load_assignment(folder))
    about = edited("For one it is two", "For 1 it is 2")
    assert not is_bundle_up_to_date(course, about)


def shifted(bundle: Bundle, by: float) -> Bundle:
    """The same, but another processor has computed its answers."""
    first, *rest = bundle.answers
    assert isinstance(first.answer, Returned)
    value = encode(decode(first.answer.value) + by)
    moved = msgspec.structs.replace(first, answer=Returned(value, first.answer.inputs))
    return msgspec.structs.replace(bundle, answers=[moved, *rest])


@pytest.mark.parametrize(("by", "same"), [(1e-6, True), (1e-2, False)])
def test_the_last_digits_of_answers_do_not_make_it_stale(
    folder: Path, by: float, same: bool
) -> None:
    course, about = folder.parents[1], load_assignment(folder)
    write_bundle(course, about)
    path = bundle_path(course, "doubling")
    path.write_text(dumped(shifted(load(path), by)))
    assert is_bundle_up_to_date(course, about) is same


def test_a_line_of_a_solution_in_a_visible_check_is_refused(edited: Edit) -> None:
    about = edited("    x = torch.ones(3)\n", "    x = torch.ones(3)\n    return torch.add(x, x)\n")
    with pytest.raises(CourseError, match=r"a line of a solution, 'return torch.add\(x, x\)'"):
        make_bundle(about)


def test_a_right_helper_that_a_visible_check_calls_itself_is_refused(edited: Edit) -> None:
    about = edited('reference.call("double", x))', "double(x))")
    with pytest.raises(CourseError, match=r"check_double_of_one with what students get"):
        make_bundle(about)


def test_a_course_whose_reference_fails_a_visible_check_is_refused(edited: Edit) -> None:
    about = edited('reference.call("double", x))', "torch.zeros(3))")
    with pytest.raises(CourseError, match="the reference does not pass check_double_of_one"):
        make_bundle(about)


def test_checks_that_do_not_run_are_the_courses_error(edited: Edit) -> None:
    with pytest.raises(CourseError, match="does not run"):
        make_bundle(edited("import torch\n", "import torch\n1 / 0\n"))


def test_an_answer_that_json_cannot_hold_is_refused(edited: Edit) -> None:
    about = edited(
        '{"four times x": 2 * double(x)}', '{"four times x": 2 * double(x), "n": float("nan")}'
    )
    about = edited(
        '{"four times x": ns.fourfold(x)}', '{"four times x": ns.fourfold(x), "n": float("nan")}'
    )
    with pytest.raises(CourseError, match="holds what JSON cannot"):
        make_bundle(about)


def test_making_leaves_torch_with_its_threads(folder: Path) -> None:
    before = torch.get_num_threads()
    torch.set_num_threads(2)
    make_bundle(load_assignment(folder))
    assert torch.get_num_threads() == 2
    torch.set_num_threads(before)
