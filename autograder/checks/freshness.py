"""How fresh the copy of the student's state is that answers a check."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from enum import Enum

from autograder.checks.declare import CheckSpec
from autograder.sandbox.session import AskedSession


class Freshness(Enum):
    """What a copy has answered before."""

    USED = "the one that answered the check before, if there is one"
    FRESH = "one that has answered nothing"
    APART = "one of a notebook run anew, to which nobody can have left word of what was asked"


OpenSession = Callable[[CheckSpec, Freshness], AbstractContextManager[AskedSession]]
"""Opens a session for a check, with such a copy."""
