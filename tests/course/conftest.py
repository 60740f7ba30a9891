"""Small assignments, and those of this repository."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.course.assignment import Assignment, load_assignment

TOML = """
title = "Doubling"
[[tasks]]
name = "double"
points = 2
"""
SOURCE = '''# %% [markdown]
# # Doubling

# %%
import torch

# %% task="double"
def double(x):
    """Twice x."""
    ### BEGIN SOLUTION
    secret = 2
    return x * secret
    ### END SOLUTION

# %% tests="double"
assert double(2) == 4
'''
SLUGS = sorted(
    path.parent.name for path in Path(__file__).parents[2].glob("solutions/*/assignment.toml")
)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that asks for ``slug`` for every assignment of this repository."""
    if "slug" in metafunc.fixturenames:
        metafunc.parametrize("slug", SLUGS, scope="session")


@pytest.fixture(scope="session")
def real(course: Path, slug: str) -> Assignment:
    """An assignment of this repository."""
    return load_assignment(course / "solutions" / slug)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of an assignment whose only task is ``double``."""
    folder = tmp_path / "solutions" / "doubling"
    (folder / "misconceptions").mkdir(parents=True)
    (folder / "assignment.toml").write_text(TOML, encoding="utf-8")
    (folder / "notebook.py").write_text(SOURCE, encoding="utf-8")
    (folder / "checks.py").write_text("", encoding="utf-8")
    return folder


@pytest.fixture
def with_source(folder: Path) -> Callable[[str], Assignment]:
    """The small assignment with another source."""

    def made(text: str) -> Assignment:
        (folder / "notebook.py").write_text(text, encoding="utf-8")
        return load_assignment(folder)

    return made
