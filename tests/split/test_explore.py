"""Every way through a check is found, within bounds, and what is not found is said."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch

from autograder.checks.agree import agree, either
from autograder.checks.declare import CheckSpec
from autograder.outcome import Outcome, StudentProblem
from autograder.sandbox.local import LocalSession
from autograder.split.explore import MAX_KEPT, Explorer, digest, whole

SPEC = CheckSpec("check_it", "f", "It.", 1, False, ())
NAMES = {"f": lambda x: x + 1, "g": lambda x: x + 2}
BAD = {"f": lambda x: -1, "g": lambda x: x + 2}


def paths(check: Callable[..., Any], seed: int = 1) -> list[list[str]]:
    """The functions asked for, in each sequence that is kept."""
    known = {"bad": LocalSession(BAD)}
    explorer = Explorer({SPEC: check}, LocalSession(NAMES), known, {"bad": ["check_it"]})
    scripts = {SPEC: explorer.telling(SPEC, seed)}
    found = list(explorer.sequences(scripts, lambda _: seed))
    return [[request.name + str(request.args[0]) for request in one] for one in found]


def test_a_plain_check_has_one_way() -> None:
    def check(student, reference):
        for number in range(5):
            agree(student.call("f", number), reference.call("f", number))

    assert paths(check) == [["f0", "f1", "f2", "f3", "f4"]]


def test_a_second_chance_is_asked_for() -> None:
    def check(student, reference):
        either(
            lambda: agree(student.call("f", 0), reference.call("f", 0)),
            lambda: agree(student.call("g", 0), reference.call("g", 0)),
        )
        agree(student.call("f", 9), reference.call("f", 9))

    assert sorted(paths(check)) == [["f0", "f9"], ["f0", "g0", "f9"]]


def test_how_an_answer_is_wrong_may_matter() -> None:
    def check(student, reference):
        try:
            value = student.call("f", 0).value
        except StudentProblem as problem:
            return student.call("g", 1 if problem.outcome is Outcome.MISSING else 2)
        return student.call("g", 3 if value is None else 4)

    assert {path[1] for path in paths(check)} == {"g1", "g2", "g3", "g4"}


def test_a_misconception_may_lead_where_nothing_else_does() -> None:
    def check(student, reference):
        if student.call("f", 0).value == -1:
            student.call("g", 7)

    assert paths(check) == [["f0", "g7"]]


def test_many_choices_are_bounded_and_every_question_is_in() -> None:
    def check(student, reference):
        for number in range(12):
            either(
                lambda n=number: agree(student.call("f", n), reference.call("f", n)),
                lambda n=number: agree(student.call("g", n), reference.call("g", n)),
            )

    found = paths(check)
    assert len(found) <= MAX_KEPT + 12
    assert {name for path in found for name in path} >= {f"f{n}" for n in range(12)}
    assert any(path[:12] == [f"f{n}" for n in range(12)] for path in found)


def test_a_check_that_breaks_is_no_trouble_here() -> None:
    def check(student):
        student.call("f", 0)
        raise ZeroDivisionError

    assert paths(check) == [["f0"]]


def test_whole_drops_beginnings() -> None:
    assert whole([(b"a",), (b"a", b"b"), (), (b"c",), (b"a", b"b")]) == [(b"a", b"b"), (b"c",)]


def test_questions_are_known_by_all_they_hold() -> None:
    session = LocalSession(NAMES)
    asked = [session.call("f", torch.zeros(2)), session.call("f", torch.ones(2))]
    assert len({digest(reply.request) for reply in asked}) == 2
