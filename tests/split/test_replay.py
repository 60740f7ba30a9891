"""Which answer a check gets, of those that are written down."""

from __future__ import annotations

import pytest

from autograder.checks.declare import CheckSpec
from autograder.outcome import Outcome, StudentProblem
from autograder.sandbox.student import StudentSession
from autograder.split.explore import digest
from autograder.split.form import VERSION, Answer, Answers, Ended, pack_answer
from autograder.split.refusal import NotForeseen
from autograder.split.replay import Forged, Replay
from autograder.wire.messages import Call, Missing, Returned

SPEC = CheckSpec("check_it", "f", "It.", 1, False, ())
QUESTIONS = [Call(name, [], {}) for name in ("a", "b", "c", "d")]
ENDED = Ended("timed_out", "Too slow.")


def replay(*paths: tuple[str, list[Answer]]) -> Replay:
    """Answers to sequences of questions, spelled as in ``"abc"``."""
    packed = [[pack_answer(answer) for answer in answers] for _, answers in paths]
    replies = list(dict.fromkeys(frame for frames in packed for frame in frames))
    return Replay(
        Answers(
            version=VERSION,
            grader="g",
            ticket="0" * 32,
            layers=[],
            trouble="",
            died=None,
            cells=[],
            requests=[digest(question) for question in QUESTIONS],
            replies=replies,
            asked=[["abcd".index(letter) for letter in letters] for letters, _ in paths],
            answered=[[replies.index(frame) for frame in frames] for frames in packed],
        )
    )


def value(number: int) -> Returned:
    return Returned(number, [])


def told(notebook: Replay, letters: str) -> list[object]:
    """What a check hears that asks these questions, up to the first that breaks it."""
    heard: list[object] = []
    with notebook.student(SPEC, True) as session:
        assert isinstance(session, StudentSession)
        for letter in letters:
            try:
                heard.append(session.ask(QUESTIONS["abcd".index(letter)]).value)
            except StudentProblem as problem:
                heard.append(problem.outcome)
            except (NotForeseen, Forged) as fault:
                heard.append(type(fault))
                break
    return heard


def test_each_way_has_its_own_answers() -> None:
    """A function with a state may answer otherwise after another question."""
    notebook = replay(("ab", [value(1), value(2)]), ("acb", [value(1), value(3), value(4)]))
    assert told(notebook, "ab") == [1, 2]
    assert told(notebook, "acb") == [1, 3, 4]
    assert not notebook.faults


def test_a_way_that_answered_otherwise_before_is_left() -> None:
    notebook = replay(("ab", [value(1), value(2)]), ("ac", [value(9), value(3)]))
    assert told(notebook, "ab") == [1, 2]
    assert told(notebook, "ac") == [1, 3]  # in between, as the first answers were not the same


def test_a_copy_that_ended_where_another_did_not_is_left() -> None:
    notebook = replay(("ab", [value(1), value(2)]), ("abc", [ENDED, ENDED, ENDED]))
    assert told(notebook, "abc") == [1, 2, NotForeseen]


def test_questions_in_between_may_be_left_out() -> None:
    notebook = replay(("abcd", [value(1), value(2), value(3), value(4)]))
    assert told(notebook, "acd") == [1, 3, 4]
    assert told(notebook, "bd") == [2, 4]


@pytest.mark.parametrize("place", range(3))
def test_no_end_is_taken_from_there(place: int) -> None:
    """What a question that was not due did to the process must cost nothing."""
    answers: list[Answer] = [value(1), value(2), value(3)]
    answers[place:] = [ENDED] * (3 - place)
    expected = [1, NotForeseen] if place else [Outcome.TIMED_OUT, NotForeseen]
    assert told(replay(("abc", answers)), "ac") == expected


def test_an_end_that_was_due_is_the_students() -> None:
    notebook = replay(("abc", [value(1), ENDED, ENDED]))
    assert told(notebook, "abc") == [1, Outcome.TIMED_OUT, Outcome.TIMED_OUT]


@pytest.mark.parametrize("letters", ["d", "ba", "aa"])
def test_what_nobody_asked_is_not_foreseen(letters: str) -> None:
    notebook = replay(("abc", [value(1), value(2), value(3)]))
    assert told(notebook, letters)[-1] is NotForeseen
    assert [type(fault) for fault in notebook.faults] == [NotForeseen]


def test_a_missing_function_is_missing() -> None:
    assert told(replay(("a", [Missing("a")])), "a") == [Outcome.MISSING]


def test_an_answer_to_another_question_is_forged() -> None:
    notebook = replay(("a", [Returned(1, [2])]))
    assert told(notebook, "a") == [Forged]
    assert [type(fault) for fault in notebook.faults] == [Forged]


def test_copies_know_nothing_of_each_other() -> None:
    notebook = replay(("ab", [value(1), value(2)]))
    assert told(notebook, "a") == told(notebook, "a") == [1]
