"""Two ids that look alike are told apart by nobody but a program."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradebook.lookalike import lookalikes, skeleton


@pytest.mark.parametrize(
    "other",
    [
        "Alice",
        "ALICE",
        "alice ",
        "al ice",
        "al\u200bice",
        "\u202ealice",
        "alice\ufe0f",
        "ａｌｉｃｅ",
        "\u0430lice",  # Cyrillic a
        "al\u0456ce",  # Ukrainian i
        "alic\u0435",
        "al\u0131ce",  # dotless i
        "\u0391LICE",  # Greek A
        "𝐚𝐥𝐢𝐜𝐞",
        "\u3164alice",
    ],
)
def test_what_looks_like_alice(other: str) -> None:
    assert lookalikes(["alice", "bob", other]) == [sorted(["alice", other])]


@pytest.mark.parametrize("other", ["alicia", "älice", "alice2", "a.lice", "alice-", "Алиса"])
def test_what_does_not(other: str) -> None:
    assert lookalikes(["alice", other]) == []


@pytest.mark.parametrize("name", [" ", "\u200b", "\u202e\u2066", "\u3164", "\xa0\xad", "\x1b", ""])
def test_nothing_to_be_seen(name: str) -> None:
    assert skeleton(name) == ""


@given(st.text())
def test_skeleton_of_any_name_is_its_own(name: str) -> None:
    assert skeleton(skeleton(name)) == skeleton(name)
