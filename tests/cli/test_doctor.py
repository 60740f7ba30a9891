"""``autograder doctor``: what this host gives, proved by attacks."""

from __future__ import annotations

import platform
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from click.testing import CliRunner, Result

from autograder.attacks import drill
from autograder.attacks.attack import Attack, corpus
from autograder.attacks.attempt import Attempt
from autograder.cli.main import main
from autograder.grading import gpu_share
from autograder.sandbox import isolation
from autograder.sandbox.gpu import Gpu
from autograder.wire.control import LAYERS

FULL = [attack for attack in corpus() if attack.runs_here]


def doctor(*args: str) -> Result:
    return CliRunner().invoke(main, ["doctor", *args])


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Names of attacks that shall seem to get through; none is tried."""
    names: set[str] = set()

    def tried(attacks: Sequence[Attack], *_: Any) -> Iterator[tuple[Attack, Attempt]]:
        for attack in attacks:
            yield attack, Attempt(attack.name in names, "")

    monkeypatch.setattr(drill, "drill", tried)
    return names


def test_every_layer_is_shown() -> None:
    result = doctor("--quick")
    assert [line.split() for line in result.output.splitlines()[1:5]] == [["ok", n] for n in LAYERS]
    assert result.exit_code == 0


def test_every_attack_is_tried(broken: set[str]) -> None:
    result = doctor()
    assert f"All {len(FULL)} attacks were stopped" in result.output
    assert result.exit_code == 0


def test_an_attack_that_gets_through_is_named_and_grading_is_not_safe(broken: set[str]) -> None:
    broken.add("read_the_reference")
    result = doctor()
    assert "GOT THROUGH: read_the_reference: Opens a file of solutions/" in result.output
    assert "BROKEN  reading" in result.output
    assert "do not grade on this host" in result.output
    assert result.exit_code == 3


@pytest.mark.parametrize("level", ["full", "restricted"])
def test_a_level_is_tried_by_itself_on_a_host_that_gives_more(
    level: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    behind = []

    def tried(_: Any, layers: tuple[str, ...], gpu: object) -> Iterator[tuple[Attack, Attempt]]:
        behind.append(layers)
        assert gpu is None
        return iter(())

    monkeypatch.setattr(drill, "drill", tried)
    doctor("--isolation", level)
    assert behind == [isolation.LEVELS[level]]


def test_with_a_gpu_the_attacks_are_tried_in_its_box(
    broken: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = (Gpu(("/dev/nvidia0",), "NVIDIA something"),)
    monkeypatch.setattr(gpu_share, "usable", lambda _: found)
    result = doctor("--device", "cuda")
    assert "ok      NVIDIA something works in the sandbox (/dev/nvidia0)" in result.output
    assert f"All {len(FULL) - 1} attacks were stopped" in result.output
    assert "not stopped with a GPU: memory_shared_by_nobody (there it counts" in result.output


def test_a_host_without_a_gpu_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gpu_share, "host_gpus", list)
    result = doctor("--device", "cuda", "--quick")
    assert "this host has no NVIDIA GPU" in result.output
    assert result.exit_code == 2


def test_what_a_level_does_not_stop_is_said(
    broken: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = {"namespaces": "unshare: Operation not permitted"}
    monkeypatch.setattr(isolation, "detect", lambda: {**dict.fromkeys(LAYERS, ""), **missing})
    result = doctor()
    assert "MISSING namespaces" in result.output
    assert "kernel.apparmor_restrict_unprivileged_userns=0" in result.output
    assert result.exit_code == 3
    result = doctor("--isolation", "restricted")
    assert "not stopped at this level: see_the_hosts_name" in result.output
    assert result.exit_code == 0


@pytest.mark.parametrize(("system", "way"), [("Darwin", "virtual machine"), ("Windows", "wsl")])
def test_other_systems_are_told_where_to_grade(
    system: str, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(platform, "system", lambda: system)
    result = doctor()
    assert way in result.output.lower()
    assert result.exit_code == 3


def test_without_isolation_there_is_nothing_to_try() -> None:
    result = doctor("--isolation", "none")
    assert "student code has your rights" in result.output
    assert result.exit_code == 3
