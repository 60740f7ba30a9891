"""Only the visible checks and what they use are cut out of a module of checks."""

from __future__ import annotations

import pytest

from autograder.publish.slicing import SliceError, sliced

MODULE = '''"""Checks of a test, with a secret."""
import math
from functools import partial, reduce

from autograder.checks import agree, check, oracle, probe, require

FACTOR, OTHER = 2, 3
HIDDEN = "never shown"
HELPERS = [double]


@probe
def _asked(ns, x):
    """What comes back."""
    return ns.double(x)


def double(x):
    return x + x


@oracle
def _twice(x):
    return _secret_way(x)


def _secret_way(x):
    return x * 2


def _judge(student, x):
    HIDDEN = partial(student.run, _asked)  # a name of its own, not the module's
    agree(HIDDEN(x, lend=HELPERS), _twice(x) * FACTOR)


@check("double", visible=True)
def check_of_the_notes(student):
    """For 3 it is 6."""
    _judge(student, 3)


@check("double")
def check_hidden(student):
    """For other numbers."""
    require(reduce(max, [math.pi, len(HIDDEN)]), "no")
'''
SLICE = '''from functools import partial

from autograder.checks import agree, check, probe

FACTOR, OTHER = 2, 3

HELPERS = [double]

@probe
def _asked(ns, x):
    """What comes back."""
    return ns.double(x)

double = lendable("double")

_twice = recorded("_twice")

def _judge(student, x):
    HIDDEN = partial(student.run, _asked)  # a name of its own, not the module's
    agree(HIDDEN(x, lend=HELPERS), _twice(x) * FACTOR)

@check("double", visible=True)
def check_of_the_notes(student):
    """For 3 it is 6."""
    _judge(student, 3)'''


def test_visible_checks_come_with_what_they_use_and_nothing_else() -> None:
    assert "\n".join(sliced(MODULE, ["check_of_the_notes"], ["double"])) == SLICE


def test_nothing_is_taken_where_nothing_is_visible() -> None:
    assert sliced(MODULE, [], ["double"]) == []


def test_a_visible_check_that_builds_on_a_hidden_one_is_refused() -> None:
    text = MODULE.replace(
        '"double", visible=True)', '"double", visible=True, needs=[check_hidden])'
    )
    with pytest.raises(SliceError, match=r"uses check_hidden, which is hidden"):
        sliced(text, ["check_of_the_notes"], ["double"])


def test_a_name_that_nothing_defines_plainly_is_refused() -> None:
    text = MODULE.replace("FACTOR, OTHER = 2, 3", "for FACTOR in (2, 3): pass")
    with pytest.raises(SliceError, match="uses FACTOR, which no function"):
        sliced(text, ["check_of_the_notes"], ["double"])


def test_what_is_written_into_a_constant_comes_with_it() -> None:
    text = MODULE.replace("FACTOR, OTHER = 2, 3", "FACTOR = [2]\nFACTOR[0] = 3")
    assert {"FACTOR = [2]", "FACTOR[0] = 3"} <= {*sliced(text, ["check_of_the_notes"], ["double"])}


def test_a_decorator_and_a_default_are_used_too() -> None:
    text = "import torch\nA = 1\nB = 2\nC = 3\n@A\ndef f(x=B):\n    return x\n"
    assert sliced(text, ["f"], []) == [
        "A = 1",
        "",
        "B = 2",
        "",
        "@A",
        "def f(x=B):",
        "    return x",
    ]
