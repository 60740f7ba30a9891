"""What is run of a source, and what is left out."""

from __future__ import annotations

import ast

import pytest

from autograder.course.needed import needed

SOURCE = """
import numpy as np
import torch
import matplotlib.pyplot as plt


def scale(x):
    return helper(torch.as_tensor(x))


def helper(x):
    return 2 * x


def drawn(x):
    return plt.plot(x)


class Net(torch.nn.Module):
    size = np.int64(3)


x = scale(3)
print(x)
plt.show()
assert x == 6
"""


def kept(source: str, asking: str = "", beside: str = "") -> list[str]:
    """The first line of each statement that is left."""
    module = needed(source, ["scale"], asking, beside)
    return [ast.unparse(node).splitlines()[0] for node in module.body]


SMALL = ["import torch", "def scale(x):", "def helper(x):"]


def test_only_what_a_task_uses() -> None:
    assert kept(SOURCE) == SMALL


def test_lines_keep_their_numbers() -> None:
    module = needed(SOURCE, ["scale"], "")
    assert [node.lineno for node in module.body] == [3, 7, 11]


@pytest.mark.parametrize(
    "asking",
    [
        "student.call('Net')",
        "@probe\ndef _size(ns):\n    return ns.Net().size",
        "for name in ('Net', 'scale'):\n    pass",
    ],
)
def test_what_checks_ask_for(asking: str) -> None:
    assert kept(SOURCE, asking) == ["import numpy as np", *SMALL, "class Net(torch.nn.Module):"]


def test_what_a_misconception_uses() -> None:
    code = "def scale(x):\n    return np.array(x)"
    assert kept(SOURCE, beside=code) == ["import numpy as np", *SMALL]


@pytest.mark.parametrize(
    "more",
    [
        "scale = torch.compile(scale)",
        "helper.calls = 0",
        "helper.calls['a'] = 0",
        "del torch.nn.Linear",
        "torch.set_default_dtype(torch.float64)",
        "if True:\n    torch.set_default_dtype(torch.float64)",
        "helper(3)",
        "setattr(helper, 'calls', 0)",
        "before = torch.set_default_device('meta')",
        "with torch.set_grad_enabled(False):\n    x = 1",
        "helper.register(int)(print)",
        "@helper.register\ndef _(x):\n    return x",
        "if True:\n    def helper(x):\n        return x",
        "try:\n    import faster as torch\nexcept ImportError:\n    pass",
        "for torch in ():\n    pass",
        "with open('x') as torch:\n    pass",
        "(torch := 3)",
        "match 3:\n    case helper:\n        pass",
        "def scale(x):\n    return x * FACTOR\n\nFACTOR = 3",
        "def scale(x):\n    return globals()['helper'](x)",
        "def scale(x):\n    return eval('x')",
        "def scale(x):\n    def inner():\n        return FACTOR\n    return inner()\n\nFACTOR = 3",
        "def scale(x, by=FACTOR):\n    return x\n\nFACTOR = 3",
    ],
)
def test_all_of_it_where_it_hangs_on_more(more: str) -> None:
    assert len(kept(f"{SOURCE}\n{more}\n")) == len(ast.parse(f"{SOURCE}\n{more}\n").body)


@pytest.mark.parametrize(
    "more",
    [
        "scale(3)",
        "values = scale(4)\nvalues[0] = 1",
        "with torch.no_grad():\n    scale(3)",
        "try:\n    scale(None)\nexcept TypeError as error:\n    print(error)",
        "@torch.no_grad\ndef scale(x):\n    return helper(x)",
        "def local(x):\n    torch.manual_seed(0)\n    helper.calls = 1",
        "plt.rcParams['figure.figsize'] = 1",
    ],
)
def test_tests_and_pictures_are_left_out(more: str) -> None:
    assert set(kept(f"{SOURCE}\n{more}\n")) <= {*SMALL, "@torch.no_grad"}


def test_all_of_it_where_a_task_is_not_a_function() -> None:
    assert kept("import nonsense\nprint()") == ["import nonsense", "print()"]
    assert kept("scale = 3\nprint()") == ["scale = 3", "print()"]


def test_whatever_a_star_imports_may_be_used() -> None:
    assert kept(f"from torch import *\n{SOURCE}") == ["from torch import *", *SMALL]


def test_what_changes_the_language_stays() -> None:
    future = "from __future__ import annotations"
    assert kept(f"{future}\n{SOURCE}") == [future, *SMALL]


def test_what_is_no_python() -> None:
    with pytest.raises(SyntaxError):
        needed("def (", [], "")
