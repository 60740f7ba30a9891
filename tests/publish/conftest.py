"""A small assignment with a visible check, a hidden one, an oracle and a helper to lend."""

from __future__ import annotations

from pathlib import Path

import pytest

TOML = """
title = "Doubling"
[[tasks]]
name = "double"
points = 2
[[tasks]]
name = "fourfold"
points = 4
"""
SOURCE = '''# %% [markdown]
# # Doubling

# %%
import torch

# %% task="double"
def double(x):
    """Twice x."""
    ### BEGIN SOLUTION
    return torch.add(x, x)
    ### END SOLUTION

# %% tests="double"
assert double(2) == 4

# %% task="fourfold"
def fourfold(x):
    """Four times x."""
    ### BEGIN SOLUTION
    return double(double(x))
    ### END SOLUTION

# %% tests="fourfold"
assert fourfold(2) == 8
'''
CHECKS = '''import torch

from autograder.checks import agree, check, either, oracle, probe


@probe
def _fourfold(ns, x):
    return {"four times x": ns.fourfold(x)}


def double(x):
    return x * 2


@oracle
def _four_times(x):
    return {"four times x": 2 * double(x)}


@check("double", visible=True)
def check_double_of_one(student, reference):
    """For one it is two."""
    x = torch.ones(3)
    agree(student.call("double", x), reference.call("double", x))


@check("double", weight=3)
def check_double_hidden(student, reference, rng):
    """For secret numbers it is right."""
    x = rng.normal(3)
    agree(student.call("double", x), reference.call("double", x))


@check("fourfold", visible=True, weight=0)
def check_fourfold_drawn(student, reference, rng):
    """For numbers drawn once it is right."""
    x = rng.normal(3)
    either(
        lambda: agree(student.run(_fourfold, x), _four_times(x)),
        lambda: agree(student.run(_fourfold, x, lend=[double]), _four_times(x)),
    )


@check("fourfold")
def check_fourfold_hidden(student, reference, rng):
    """For other secret numbers it is right."""
    x = rng.normal(4)
    agree(student.call("fourfold", x), reference.call("fourfold", x))
'''


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of the small assignment."""
    folder = tmp_path / "solutions" / "doubling"
    folder.mkdir(parents=True)
    (folder / "assignment.toml").write_text(TOML, encoding="utf-8")
    (folder / "notebook.py").write_text(SOURCE, encoding="utf-8")
    (folder / "checks.py").write_text(CHECKS, encoding="utf-8")
    return folder
