from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.sandbox.zygote import Zygote
from autograder.wire.control import LAYERS

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def course() -> Path:
    """The course that this repository holds."""
    return ROOT


@pytest.fixture(scope="session")
def zygote() -> Iterator[Zygote]:
    """A warm worker behind every fence; tests need a host that gives them all."""
    with Zygote(LAYERS) as warm:
        yield warm
