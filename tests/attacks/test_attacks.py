"""The attack corpus: every attack fails behind the fences, and works where they are down.

One that works nowhere would prove nothing, so each is also run without the fence that it is aimed
at: in a box with fewer layers, in no box at all, or by a grader that is naive in just that way.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import msgspec
import pytest

from autograder.attacks.attack import Attack, Goal, corpus
from autograder.attacks.attempt import ABSENT, LIMITS, Attempts, left_behind, with_bait
from autograder.attacks.bait import laid_out
from autograder.sandbox import watch
from autograder.sandbox.gpu import Gpu
from autograder.sandbox.zygote import Zygote
from autograder.wire.control import LAYERS
from autograder.wire.limits import Limits

NAIVE = Path(__file__).parent / "naive"
RESTRICTED = ("landlock", "seccomp", "rlimits")
"""What a host without user namespaces gives."""
GENEROUS = Limits(memory_mib=4096, processes=500, file_mib=64, disk_mib=16)
"""So that the grader's own watch does not step in where a fence is down."""
KINDS = {"reading", "forging", "tampering", "detecting", "network", "escape", "exhaustion",
         "survival"}  # fmt: skip

TCP = {"open_an_internet_socket", "open_an_ipv6_socket"}
"""What a notebook with a loopback may do."""

ATTACKS = {attack.name: attack for attack in corpus()}
HERE = {name for name, attack in ATTACKS.items() if attack.runs_here}
BREACHES = {name for name in HERE if ATTACKS[name].goal is Goal.BREACH}
WITH_A_GPU = {name for name in BREACHES if not ATTACKS[name].with_gpu}
BOXED = sorted(HERE - {name for name, attack in ATTACKS.items() if attack.without})
UNBOXED = sorted(name for name in HERE if ATTACKS[name].without == "box")
NAIVELY_GRADED = sorted(name for name in HERE if ATTACKS[name].without not in ("", "box"))
GRADERS = sorted(path.stem for path in NAIVE.glob("*.py") if path.stem != "warm")
ROOT_ONLY = pytest.mark.skipif(os.geteuid() != 0, reason="only root may try this at all")


def shown(names: list[str]) -> list[object]:
    """These attacks as parameters; what only root could do is not shown by others."""
    return [
        pytest.param(ATTACKS[name], id=name, marks=[ROOT_ONLY] * ATTACKS[name].root)
        for name in names
    ]


@pytest.fixture(scope="module")
def bait() -> Iterator[dict[str, object]]:
    with laid_out() as laid:
        yield laid


@pytest.fixture(scope="module")
def fenced(bait: dict[str, object]) -> Iterator[Attempts]:
    with Zygote(LAYERS) as zygote:
        yield Attempts(zygote, bait)


@pytest.fixture(scope="module")
def restricted(bait: dict[str, object]) -> Iterator[Attempts]:
    with Zygote(RESTRICTED) as zygote:
        yield Attempts(zygote, bait)


@pytest.mark.parametrize("name", sorted(HERE))
def test_attack_fails_behind_all_fences(name: str, fenced: Attempts) -> None:
    attempt = fenced.attempt(ATTACKS[name])
    assert not attempt.through
    assert attempt.met in ATTACKS[name].expect


@pytest.mark.parametrize("name", sorted(n for n in HERE if ATTACKS[n].held_by(RESTRICTED)))
def test_attack_fails_without_namespaces(name: str, restricted: Attempts) -> None:
    attempt = restricted.attempt(ATTACKS[name])
    assert not attempt.through
    assert attempt.met in ATTACKS[name].expect


@pytest.fixture(scope="module")
def looped(bait: dict[str, object]) -> Iterator[Attempts]:
    with Zygote(LAYERS) as zygote:
        yield Attempts(zygote, bait, msgspec.structs.replace(LIMITS, loopback=True))


@pytest.mark.parametrize("name", sorted(n for n in HERE - TCP if ATTACKS[n].kind == "network"))
def test_attack_fails_where_a_notebook_has_a_loopback(name: str, looped: Attempts) -> None:
    assert not looped.attempt(ATTACKS[name]).through


@pytest.fixture(scope="module")
def with_a_device(bait: dict[str, object]) -> Iterator[Attempts]:
    """The box of a GPU, whose fences are other ones; another device stands in for it."""
    with Zygote(LAYERS) as zygote, mock.patch.object(watch, "memory_held", return_value=0):
        yield Attempts(zygote, bait, gpu=Gpu(("/dev/zero",), "no GPU"))


@pytest.mark.parametrize("name", sorted(WITH_A_GPU))
def test_attack_fails_where_a_notebook_has_a_gpu(name: str, with_a_device: Attempts) -> None:
    assert not with_a_device.attempt(ATTACKS[name]).through


@pytest.fixture(scope="module")
def opened(bait: dict[str, object]) -> Iterator[dict[tuple[str, ...], Attempts]]:
    """Boxes with fewer fences, made as they are needed."""
    zygotes = {layers: Zygote(layers) for layers in {ATTACKS[name].works for name in BOXED}}
    yield {layers: Attempts(zygote, bait, GENEROUS) for layers, zygote in zygotes.items()}
    for zygote in zygotes.values():
        zygote.stop()


@pytest.mark.parametrize("attack", shown(BOXED))
def test_attack_works_in_a_box_with_fewer_fences(
    attack: Attack, opened: dict[tuple[str, ...], Attempts]
) -> None:
    attempt = opened[attack.works].attempt(attack, seconds=60.0)
    if attempt.met == ABSENT:
        pytest.skip("this kernel has not what the attack is after")
    if attack.root and attempt.met == "PermissionError":
        pytest.skip("this host refuses it to root as well, fence or none")
    assert attempt.through


@pytest.mark.parametrize("attack", shown(UNBOXED))
def test_attack_works_without_a_box(
    attack: Attack, bait: dict[str, object], tmp_path: Path
) -> None:
    command = [sys.executable, "-c", with_bait(attack, bait)]
    with (tmp_path / "said").open("w+", encoding="utf-8") as said:
        subprocess.run(command, close_fds=False, stdout=said, stderr=said)
        said.seek(0)
        assert "BROKEN" in said.read() or left_behind(bait)


@pytest.fixture(scope="module")
def warm() -> Iterator[subprocess.Popen[bytes]]:
    """Starts naive graders fast: torch is there already."""
    command = [sys.executable, NAIVE / "warm.py"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        yield process


def graded_naively(warm: subprocess.Popen[bytes], grader: str, code: str, folder: Path) -> bool:
    """Whether a naive grader gives the point (for a crash: to the right one that comes next)."""
    (folder / "code.py").write_text(code, encoding="utf-8")
    warm.stdin.write(f"{NAIVE / grader}.py\t{folder}\n".encode())
    warm.stdin.flush()
    warm.stdout.readline()
    return "PASSED" in (folder / "said").read_text(encoding="utf-8")


@pytest.mark.parametrize("attack", shown(NAIVELY_GRADED))
def test_attack_beats_a_naive_grader(
    attack: Attack, warm: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    passed = graded_naively(warm, attack.without, attack.source, tmp_path)
    assert passed is (attack.goal is Goal.MARK)


@pytest.mark.parametrize("grader", GRADERS)
def test_a_naive_grader_knows_wrong_from_right(
    grader: str, warm: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    """Else it would prove nothing that an attack beats it."""
    assert graded_naively(warm, grader, "def double(x):\n    return x + x\n", tmp_path)
    if grader not in ("batch", "forks"):  # these answer for the right one that comes next
        assert not graded_naively(warm, grader, "def double(x):\n    return x\n", tmp_path)


def test_the_right_answer_earns_the_point(fenced: Attempts, restricted: Attempts) -> None:
    right = Attack(
        name="none", source="def double(x):\n    return x + x", kind="none", tries="nothing",
        expect=("passed",), goal=Goal.MARK,
    )  # fmt: skip
    assert fenced.attempt(right).through
    assert restricted.attempt(right).through


def test_every_kind_of_attack_is_there() -> None:
    assert {attack.kind for attack in ATTACKS.values()} == KINDS
    assert len(ATTACKS) >= 60
