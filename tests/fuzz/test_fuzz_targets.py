"""The fuzzer's targets hold for its seeds, bent at random; ``make fuzz`` bends them with a plan."""

from __future__ import annotations

import pytest
from fuzz_seeds import SEEDS, WORDS
from fuzz_targets import TARGETS
from hypothesis import given, settings
from hypothesis import strategies as st


def test_every_target_has_seeds_and_words() -> None:
    assert TARGETS.keys() == SEEDS.keys() == WORDS.keys()
    assert all(SEEDS.values())


@pytest.mark.parametrize("name", TARGETS)
def test_seeds(name: str) -> None:
    for seed in SEEDS[name]:
        TARGETS[name](seed)


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=100, derandomize=True, database=None, deadline=None)
@given(data=st.data())
def test_bent_seeds(name: str, data: st.DataObject) -> None:
    bent = bytearray(data.draw(st.sampled_from(SEEDS[name])))
    pieces = st.sampled_from(WORDS[name]) | st.binary(max_size=4)
    for _ in range(data.draw(st.integers(0, 4))):
        place = data.draw(st.integers(0, len(bent)))
        bent[place : place + data.draw(st.integers(0, 8))] = data.draw(pieces)
    TARGETS[name](bytes(bent))
