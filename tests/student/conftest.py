"""A small bundle, made by hand, and notebooks for it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import settings

from autograder.student.bundle import (
    FORMAT,
    Bundle,
    BundledTask,
    Recorded,
    VisibleCheck,
    dumped,
)
from autograder.wire.encoding import encode
from autograder.wire.limits import Limits
from autograder.wire.messages import Returned

settings.register_profile(
    "autograder", database=None, deadline=None, derandomize=True, max_examples=60
)
settings.load_profile("autograder")

ROOT = Path(__file__).parents[2]
BUILD = """
import os, sys
os.chdir(sys.argv[1])
from setuptools import build_meta
print(build_meta.build_wheel(sys.argv[2]))
"""
SOURCE = '''import torch

from autograder.checks import agree, check, probe


@probe
def _both(ns, x):
    return {"once": ns.double(x), "twice": ns.double(ns.double(x))}

_four = recorded("_four")


@check("double", visible=True)
def check_double(student, reference):
    """For ones it is twos."""
    x = torch.ones(2)
    agree(student.call("double", x), reference.call("double", x))


@check("double", visible=True, needs=[check_double])
def check_again(student, rng):
    """Done twice it is four times as much."""
    x = torch.ones(2)
    agree(student.run(_both, x), {"once": 2 * x, "twice": _four(x)})
'''
STUB = 'def triple(x):\n    raise NotImplementedError("write this function")'


def tensor(*numbers: float) -> Any:
    """Numbers as they cross."""
    return encode(torch.tensor(numbers, dtype=torch.float32))


@pytest.fixture
def bundle() -> Bundle:
    """Of ``doubling``, whose tasks are ``double``, with two checks, and ``triple`` with none."""
    ones, twos, fours = tensor(1, 1), tensor(2, 2), tensor(4, 4)
    return Bundle(
        format=FORMAT,
        slug="doubling",
        title="Doubling & more",
        version="1",
        tasks=[BundledTask("double", 4), BundledTask("triple", 2)],
        limits=Limits(cell_seconds=2, check_seconds=2, notebook_seconds=8),
        checks=[
            VisibleCheck("check_double", "double", "For ones it is twos.", 1),
            VisibleCheck(
                "check_again", "double", "Done twice it is four times as much.", 0, ["check_double"]
            ),
        ],
        cells=[STUB, "import torch"],
        setup=["import torch"],
        source=SOURCE.splitlines(),
        answers=[
            Recorded("call", "double", [ones], {}, Returned(twos, [ones])),
            Recorded("oracle", "_four", [ones], {}, Returned(fours, [])),
        ],
    )


def code(source: str, count: int | None = None, error: bool = False) -> dict[str, Any]:
    """A code cell as it is saved."""
    outputs = [{"output_type": "error"}] if error else []
    return {
        "cell_type": "code",
        "source": source,
        "execution_count": count,
        "metadata": {},
        "outputs": outputs,
    }


def notebook_of(*cells: dict[str, Any]) -> dict[str, Any]:
    """A notebook of the assignment."""
    metadata = {"autograder": {"assignment": "doubling"}}
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": [*cells]}


Saved = Callable[..., Path]


@pytest.fixture
def saved(tmp_path: Path, bundle: Bundle) -> Saved:
    """Save cells as a notebook, with its bundle beside it."""

    def save(*sources: str) -> Path:
        cells = [code(source, number) for number, source in enumerate(sources, start=1)]
        (tmp_path / "doubling.checks.json").write_text(dumped(bundle), encoding="utf-8")
        path = tmp_path / "doubling.ipynb"
        path.write_text(json.dumps(notebook_of(*cells)), encoding="utf-8")
        return path

    return save


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy, since a build writes beside the sources; without any network."""
    source, output = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("dist")
    for name in ("pyproject.toml", "README.md", "LICENSE", "autograder", "gradebook", "solutions"):
        (source / name).symlink_to(ROOT / name)
    command = [sys.executable, "-c", BUILD, str(source), str(output)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    (built,) = output.glob("*.whl")
    return built
