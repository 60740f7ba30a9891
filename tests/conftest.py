from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.sandbox.zygote import Zygote
from autograder.wire.control import LAYERS

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session", autouse=True)
def ctrl_c_is_heard() -> None:
    """What a shell starts in the background ignores Ctrl-C, and so would all that tests start."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def course() -> Path:
    """The course that this repository holds."""
    return ROOT


@pytest.fixture(scope="session")
def zygote() -> Iterator[Zygote]:
    """A warm worker behind every fence; tests need a host that gives them all."""
    with Zygote(LAYERS) as warm:
        yield warm
