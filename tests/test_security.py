"""SECURITY.md names commands, layers and levels that there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from autograder.cli.main import main
from autograder.sandbox.isolation import LEVELS
from autograder.wire.control import LAYERS

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


@pytest.mark.parametrize("target", sorted(set(re.findall(r"`make (\w+)`", TEXT))))
def test_make_has_what_is_named(target: str) -> None:
    assert target in TARGETS


@pytest.mark.parametrize("command", sorted(set(re.findall(r"`autograder (\w+)", TEXT))))
def test_autograder_has_what_is_named(command: str) -> None:
    assert command in main.commands


def test_every_layer_has_its_row() -> None:
    rows = [name.lower() for name in re.findall(r"^\| (\w+) \|", TEXT, re.MULTILINE)]
    assert [row for row in rows if row in LAYERS] == list(LAYERS)


def test_every_level_is_explained() -> None:
    assert set(re.findall(r"--isolation (\w+)", TEXT)) == set(LEVELS)
