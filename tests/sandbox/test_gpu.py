"""Which GPUs a teacher may use, as the system and ``CUDA_VISIBLE_DEVICES`` say, without any."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest import mock

import pytest

from autograder.sandbox import gpu
from autograder.sandbox.gpu import Gpu, NoGpu, chosen, has_room, host_gpus, memory_held
from autograder.wire.limits import Limits

A = Gpu(("/dev/nvidia0",), "L4", uuid="GPU-aa11")
B = Gpu(("/dev/nvidia1",), "L4", uuid="GPU-ab22")
FAST = Gpu(("/dev/nvidia2",), "H200", uuid="GPU-cc33")


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (None, [A, B]),
        ("", []),
        ("1", [B]),
        ("1, 0", [B, A]),
        ("GPU-ab", [B]),
        ("GPU-aa11,1", [A, B]),
    ],
)
def test_those_that_the_teacher_names(wanted: str | None, found: list[Gpu]) -> None:
    assert chosen([A, B], wanted) == found


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ("2", "'2' is none of this host's 2 GPUs"),
        ("-1", "'-1' is none"),
        ("GPU-a", "'GPU-a' may mean several"),
        ("1,1", "'1' stands there twice"),
        ("NoDevFiles", "'NoDevFiles' is none"),  # Slurm's word for a job without one
        ("MIG-aa11", "is a slice (MIG), which cannot be given to a box"),
    ],
)
def test_another_name_is_told(wanted: str, words: str) -> None:
    with pytest.raises(NoGpu) as told:
        chosen([A, B], wanted)
    assert words in str(told.value)


def test_numbers_of_unlike_gpus_mean_what_only_cuda_knows() -> None:
    with pytest.raises(NoGpu, match="by UUID"):
        chosen([A, FAST], "0")
    assert chosen([A, FAST], "GPU-cc") == [FAST]
    assert chosen([A, FAST], "1", "PCI_BUS_ID") == [FAST]


def test_marks_do_not_depend_on_which_of_two_kinds_it_was() -> None:
    for wanted in (None, "GPU-aa,GPU-cc"):
        with pytest.raises(NoGpu, match=r"H200 and L4"):
            chosen([A, FAST], wanted)


def test_what_a_batch_system_gave_to_others_is_left_alone(tmp_path: Path) -> None:
    for name in ("nvidia0", "nvidia1"):
        (tmp_path / name).touch()
    really = os.open

    def guarded(path: Any, *rest: int) -> int:
        if path == tmp_path / "nvidia0":
            raise PermissionError(errno.EPERM, "Operation not permitted")
        return really(path, *rest)

    with mock.patch.object(os, "open", guarded):
        assert [one.nodes[0] for one in host_gpus(tmp_path)] == ["/dev/nvidia1"]


def test_the_driver_tells_names_and_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The number of a node is not CUDA's: that follows the bus."""
    for place, number in (("0000:c1:00.0", 0), ("0000:01:00.0", 4)):
        (tmp_path / f"nvidia{number}").touch()
        (tmp_path / place).mkdir()
        text = f"Model: \t\t NVIDIA L4\nGPU UUID: \t GPU-{number}\nDevice Minor: \t {number}\n"
        (tmp_path / place / "information").write_text(text)
    monkeypatch.setattr(gpu, "_MODELS", tmp_path)
    assert [(one.name, one.uuid) for one in host_gpus(tmp_path)] == [
        ("NVIDIA L4", "GPU-4"),
        ("NVIDIA L4", "GPU-0"),
    ]


def test_memory_is_counted_on_those_that_may_be_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    class NoPermission(Exception):
        """What the library raises of another job's GPU."""

    def handle(number: int) -> int:
        if number == 0:
            raise NoPermission
        return number

    running = [SimpleNamespace(pid=7, usedGpuMemory=5), SimpleNamespace(pid=8, usedGpuMemory=70)]
    library = SimpleNamespace(
        NVMLError_NoPermission=NoPermission,
        nvmlDeviceGetCount=lambda: 3,
        nvmlDeviceGetHandleByIndex=handle,
        nvmlDeviceGetComputeRunningProcesses=lambda _: running,
    )
    monkeypatch.setattr(gpu, "_nvml", lambda: library)
    assert memory_held([7]) == 10


def test_room_is_what_nobody_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    free = {"GPU-a": 3 * 2**30, "GPU-b": 3 * 2**30 - 1}

    def memory(handle: int | None) -> SimpleNamespace:
        if handle is None:
            raise ArithmeticError
        return SimpleNamespace(free=handle)

    library = SimpleNamespace(
        NVMLError=ArithmeticError,
        nvmlDeviceGetHandleByUUID=free.get,
        nvmlDeviceGetMemoryInfo=memory,
    )
    monkeypatch.setattr(gpu, "_nvml", lambda: library)
    limits = Limits(gpu_mib=2048)
    rooms = [has_room(Gpu((), "L4", uuid=uuid), limits) for uuid in ("GPU-a", "GPU-b", "", "GPU-?")]
    assert rooms == [True, False, True, True]
    assert not has_room(Gpu((), "L4", uuid="GPU-a"), limits, boxes=2)
