"""Who listens hears what oracles were asked, and nothing of how they work it out."""

from __future__ import annotations

from typing import Any

import pytest

from autograder.checks import oracle
from autograder.checks.oracle import listening

Heard = list[tuple[str, tuple[Any, ...], dict[str, Any], Any]]


@oracle
def inner(x: int) -> int:
    """Twice."""
    return 2 * x


@oracle
def outer(x: int, *, by: int = 1) -> int:
    """Twice, and some."""
    return inner(x) + by


def test_an_oracle_is_the_function_that_it_was() -> None:
    assert outer(3, by=4) == 10
    assert (outer.__name__, outer.__doc__) == ("outer", "Twice, and some.")


def test_a_listener_hears_questions_and_answers() -> None:
    heard: Heard = []
    with listening(lambda *one: heard.append(one)):
        outer(3, by=4)
        inner(1)
    outer(5)
    assert heard == [("outer", (3,), {"by": 4}, 10), ("inner", (1,), {}, 2)]


def test_an_oracle_that_fails_is_heard_no_more() -> None:
    heard: Heard = []
    with listening(lambda *one: heard.append(one)):
        with pytest.raises(TypeError):
            outer(None)  # type: ignore[arg-type]
        inner(1)
    assert [name for name, *_ in heard] == ["inner"]
