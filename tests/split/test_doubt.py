"""A process that ended may be the machine's doing; what was answered must not change for it."""

from __future__ import annotations

from autograder.split.doubt import Try, doubt
from autograder.split.form import Answer, Ended
from autograder.wire.messages import Missing, Raised

DIED, SLOW = Ended("crashed", "c"), Ended("timed_out", "t")
KILLED = Raised(name="ChildProcessError", message="a worker of the loader was killed")
WRONG = Raised(name="ValueError", message="no")
ONE, OTHER = Missing("f"), Missing("g")


def tried(*answers: Answer, short: bool = False) -> Try:
    return Try(None, [list(answers)], [], (0.0, 0), short)


def test_what_ends_otherwise_each_time_is_our_trouble() -> None:
    early, late = tried(SLOW, DIED), tried(SLOW, SLOW, DIED)
    assert doubt([early, early, early]) == ""
    assert "each time elsewhere" in doubt([early, late, early])
    assert "out of memory" in doubt([tried(DIED, short=True)] * 3)
    assert doubt([late, tried(SLOW)]) == ""


def test_a_killed_helper_is_such_an_end() -> None:
    assert tried(ONE, KILLED).doubtful
    assert not tried(ONE, WRONG).doubtful
    assert doubt([tried(ONE, KILLED), tried(ONE, OTHER)]) == ""


def test_nobody_ends_himself_until_he_has_guessed_well() -> None:
    assert doubt([tried(ONE, DIED), tried(ONE, ONE)]) == ""
    assert "other answers" in doubt([tried(ONE, DIED), tried(OTHER, ONE)])
    assert "other answers" in doubt([tried(ONE, KILLED), tried(OTHER, ONE)])


def test_the_words_of_an_exception_may_be_others_each_time() -> None:
    here, there = (
        Raised(name="FileNotFoundError", message=f"/tmp/{name}/file.pt") for name in ("a", "b")
    )
    assert doubt([tried(here, DIED), tried(there, DIED), tried(here, DIED)]) == ""
    assert "other answers" in doubt([tried(here, DIED), tried(WRONG, DIED)])


def test_what_was_answered_while_memory_was_short_is_held_to_nothing() -> None:
    assert doubt([tried(WRONG, short=True), tried(ONE)]) == ""
