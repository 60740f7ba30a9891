"""Checks that need a GPU, judged on a CPU that stands in for one: all but CUDA itself is real."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, nullcontext
from functools import partial
from pathlib import Path
from textwrap import dedent
from typing import Any
from unittest import mock

import pytest

from autograder.checks.verdict import ChecksBroken
from autograder.cli.gpus import gpus_for
from autograder.course.assignment import load_assignment
from autograder.course.course import assignments
from autograder.grading import complete, gpu_share
from autograder.grading.gpu_share import GpuShare, usable
from autograder.grading.grade import plan
from autograder.grading.grader import Grader
from autograder.grading.job import CPU, CPU_AND_GPU, Job
from autograder.grading.judge import NO_GPU, Judge
from autograder.grading.submission import Submission
from autograder.outcome import StudentProblem
from autograder.sandbox import watch
from autograder.sandbox.box import Box
from autograder.sandbox.gpu import Gpu, NoGpu, host_gpus
from autograder.sandbox.zygote import SandboxError, Zygote
from autograder.wire import no_gpu
from autograder.wire.control import LAYERS
from autograder.wire.limits import Limits
from gradebook.records import Attempt
from gradebook.store import Gradebook

SLUG = "01-double"
CHECKS = '''
import torch
from autograder.checks import agree, check, probe

@probe
def _there(ns, device, x):
    return ns.double(x.to(device))

@check("double")
def check_values(student, reference, rng):
    """Words."""
    x = rng.normal(3, 5)
    agree(student.call("double", x), reference.call("double", x))

@check("double")
def check_integers(student, reference, rng):
    """Words."""
    x = rng.integers(1, 9, (4,))
    agree(student.call("double", x), reference.call("double", x))

@check("double", gpu=True, needs=[check_values])
def check_there(student, reference, rng, gpu):
    """Words."""
    question = gpu, rng.normal(3, 5, dtype=torch.float64)
    agree(student.run(_there, *question), reference.run(_there, *question))

@check("double", gpu=True)
def check_there_again(student, reference, rng, gpu):
    """Words."""
    question = gpu, rng.normal(2, dtype=torch.float64)
    agree(student.run(_there, *question), reference.run(_there, *question))
'''
RIGHT = "def double(x):\n    return x + x"
WRONG_ON_GPU = "import torch\ndef double(x):\n    return x if x.dtype is torch.double else 2 * x"
WRONG = "def double(x):\n    return x"
Graded = Callable[..., Attempt]


@pytest.fixture(scope="module")
def course_of_one(tmp_path_factory: pytest.TempPathFactory) -> Path:
    course = tmp_path_factory.mktemp("course")
    folder = course / "solutions" / SLUG
    folder.mkdir(parents=True)
    declared = 'title = "Double"\n[[tasks]]\nname = "double"\npoints = 12\n'
    (folder / "assignment.toml").write_text(declared)
    (folder / "notebook.py").write_text(f'# %% task="double"\n{RIGHT}\n')
    (folder / "checks.py").write_text(CHECKS)
    return course


@pytest.fixture(scope="module")
def pretended(tmp_path_factory: pytest.TempPathFactory) -> GpuShare:
    return GpuShare((Gpu((), "a CPU", "cpu"),), 1, tmp_path_factory.mktemp("places"))


@pytest.fixture(scope="module")
def grader(course_of_one: Path, pretended: GpuShare) -> Iterator[Grader]:
    made = Grader(course_of_one, LAYERS, gpus=pretended)
    yield made
    made.stop()


@pytest.fixture
def graded(course_of_one: Path, grader: Grader, notebook_bytes: Callable[..., bytes]) -> Graded:
    about = load_assignment(course_of_one / "solutions" / SLUG)

    def made(source: str, device: str, earlier: Attempt | None = None) -> Attempt:
        content = notebook_bytes(dedent(source))
        submission = Submission("ada", SLUG, content)
        return grader.work(
            Job(submission, about.max_score, about.version, 7, LAYERS, device, earlier)
        )

    return made


def points(attempt: Attempt) -> dict[str, tuple[str, float, float]]:
    return {c.check: (c.outcome, c.points, c.max_points) for c in attempt.checks}


def test_without_a_gpu_its_points_are_neither_won_nor_lost(graded: Graded) -> None:
    attempt = graded(RIGHT, CPU)
    assert (attempt.score, attempt.device) == (12, "cpu")
    assert points(attempt)["check_values"] == ("passed", 6, 6)
    assert points(attempt)["check_there"] == ("skipped", 0, 0)
    assert {c.message for c in attempt.checks if c.outcome == "skipped"} == {NO_GPU}


def test_a_reference_that_was_killed_is_made_anew(graded: Graded, grader: Grader) -> None:
    expected = graded(RIGHT, CPU_AND_GPU)
    assert grader._references is not None
    grader._references._process.kill()
    grader._references._process.join()
    again = graded(RIGHT, CPU_AND_GPU)
    assert points(again) == points(expected), again.note


def test_with_one_the_points_are_shared_among_all(graded: Graded) -> None:
    attempt = graded(RIGHT, CPU_AND_GPU)
    assert (attempt.status, attempt.score, attempt.device) == ("graded", 12, "cpu+cuda")
    assert set(points(attempt).values()) == {("passed", 3, 3)}


def test_what_is_wrong_on_a_gpu_alone_loses_its_points_there(graded: Graded) -> None:
    assert graded(WRONG_ON_GPU, CPU).score == 12
    attempt = graded(WRONG_ON_GPU, CPU_AND_GPU)
    assert attempt.score == 6
    assert points(attempt)["check_there"] == ("failed", 0, 3)
    assert points(attempt)["check_integers"] == ("passed", 3, 3)


def test_a_check_on_a_gpu_may_need_one_on_the_cpu(graded: Graded) -> None:
    outcomes = [outcome for outcome, *_ in points(graded(WRONG, CPU_AND_GPU)).values()]
    assert outcomes == ["failed", "failed", "skipped", "failed"]


def test_what_is_completed_is_not_run_again(graded: Graded) -> None:
    earlier = graded(WRONG_ON_GPU, CPU)
    with mock.patch.object(Judge, "judge", side_effect=AssertionError("ran again")):
        attempt = graded(WRONG_ON_GPU, CPU_AND_GPU, earlier)
    assert attempt.score == 6
    kept = {c.check: (c.transcript, c.seconds) for c in earlier.checks if c.outcome == "passed"}
    assert kept.items() <= {c.check: (c.transcript, c.seconds) for c in attempt.checks}.items()
    assert attempt.fingerprint == graded(WRONG_ON_GPU, CPU_AND_GPU).fingerprint


def test_nothing_is_forked_there(graded: Graded) -> None:
    """CUDA does not survive a fork, so the notebook's process itself must answer."""
    source = """
        import os, torch
        here = os.getpid()
        def double(x):
            if x.dtype is torch.double and os.getpid() != here:
                raise RuntimeError("forked")
            return x + x
    """
    assert graded(source, CPU_AND_GPU).score == 12


def test_who_breaks_the_process_breaks_no_other_check(graded: Graded) -> None:
    """As a device-side assert does: whatever comes after it fails in that process."""
    source = """
        import torch
        calls = 0
        def double(x):
            global calls
            calls += x.dtype is torch.double
            if calls > 1:
                raise RuntimeError("poisoned")
            return x + x
    """
    assert graded(source, CPU_AND_GPU).score == 12
    died = """
        import os, torch
        def double(x):
            return os._exit(1) if (x.dim(), x.dtype) == (1, torch.double) else x + x
    """
    outcomes = points(graded(died, CPU_AND_GPU))
    assert [outcome for outcome, *_ in outcomes.values()][2:] == ["passed", "crashed"]
    assert graded(RIGHT, CPU_AND_GPU).score == 12


def test_a_gpu_that_cannot_be_had_is_our_fault(graded: Graded, pretended: GpuShare) -> None:
    """Behind the fences CUDA is tried before any code of a student's; here there is none."""
    broken = nullcontext(Gpu(("/dev/nvidia9",), "no GPU", "cpu"))
    with mock.patch.object(GpuShare, "turn", return_value=broken):
        attempt = graded(RIGHT, CPU_AND_GPU)
    assert (attempt.status, attempt.score) == ("grader_error", None)
    assert "the sandbox could not be set up" in attempt.note


def test_a_plan_completes_what_was_begun_and_repeats_nothing(
    course_of_one: Path, grader: Grader, notebook_bytes: Callable[..., bytes], tmp_path: Path
) -> None:
    known = assignments(course_of_one)
    handed_in = [Submission("ada", SLUG, notebook_bytes(RIGHT))]
    with Gradebook.open(tmp_path / "book.db") as book:

        def planned(device: str) -> tuple[Job, ...]:
            return plan(book, handed_in, known, LAYERS, device).jobs

        (first,) = planned(CPU)
        book.record(grader.work(first))
        assert planned(CPU) == ()
        (second,) = planned(CPU_AND_GPU)
        assert second.earlier is not None
        assert (second.device, second.earlier.device) == (CPU_AND_GPU, CPU)
        book.record(grader.work(second))
        assert planned(CPU) == planned(CPU_AND_GPU) == ()
        grade = book.grade("ada", SLUG)
        assert grade.attempt_id is not None
        assert book.attempt(grade.attempt_id).device == CPU_AND_GPU


def test_an_assignment_that_asks_for_no_gpu_is_of_the_cpu_alone(
    course: Path, notebook_bytes: Callable[..., bytes], tmp_path: Path
) -> None:
    handed_in = [Submission("ada", "02-operations", notebook_bytes("x = 1"))]
    with Gradebook.open(tmp_path / "book.db") as book:
        (job,) = plan(book, handed_in, assignments(course), LAYERS, CPU_AND_GPU).jobs
    assert job.device == CPU


_HOLDER = """
import sys, time
from pathlib import Path
from autograder.grading.gpu_share import GpuShare
from autograder.sandbox.gpu import Gpu
from autograder.wire.limits import Limits
with GpuShare((Gpu((), "a CPU", "cpu"),), 1, Path(sys.argv[1])).turn(Limits()):
    print("taken", flush=True)
    time.sleep(600)
"""


def test_a_place_is_had_by_one_at_a_time_and_freed_by_death(pretended: GpuShare) -> None:
    command = [sys.executable, "-c", _HOLDER, str(pretended.folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        try:
            assert holder.stdout is not None
            assert holder.stdout.readline() == "taken\n"
            with mock.patch("time.sleep", side_effect=TimeoutError), pytest.raises(TimeoutError):
                pretended.turn(Limits()).__enter__()
        finally:
            holder.kill()
    with pretended.turn(Limits()) as gpu:
        assert gpu.name == "a CPU"


def test_places_are_spread_over_all_gpus(tmp_path: Path) -> None:
    two = GpuShare((Gpu(("/dev/nvidia0",), "a"), Gpu(("/dev/nvidia1",), "b")), 2, tmp_path)
    with ExitStack() as stack:
        turns = [stack.enter_context(two.turn(Limits())) for _ in range(4)]
        assert [gpu.name for gpu in turns] == ["a", "b", "a", "b"]


def test_the_gpus_of_a_host_are_its_numbered_nodes(tmp_path: Path) -> None:
    for name in ("nvidia10", "nvidia2", "nvidiactl", "nvidia-uvm", "nvidia-caps", "nvram"):
        (tmp_path / name).touch()
    control = ("/dev/nvidiactl", "/dev/nvidia-uvm")
    nodes = [gpu.nodes for gpu in host_gpus(tmp_path)]
    assert nodes == [("/dev/nvidia2", *control), ("/dev/nvidia10", *control)]


def test_a_host_without_one_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    with mock.patch.object(gpu_share, "host_gpus", return_value=[]):
        with pytest.raises(NoGpu, match="no NVIDIA GPU that you may open"):
            usable(LAYERS)
        with pytest.raises(NoGpu), gpus_for("cuda", LAYERS, 1):
            pass
        with gpus_for("auto", LAYERS, 1) as gpus:
            assert gpus is None
    assert "on the CPU alone: this host has no NVIDIA GPU" in capsys.readouterr().err


def test_who_has_a_turn_has_room(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Others may hold the memory of one GPU; and those of ours may still take what they may."""
    two = GpuShare((Gpu((), "an L4", uuid="a"), Gpu((), "an L4", uuid="b")), 3, tmp_path)
    room = {"a": 0, "b": 2}
    monkeypatch.setattr(gpu_share, "has_room", lambda gpu, _, boxes: boxes <= room[gpu.uuid])
    with ExitStack() as stack:
        turns = [stack.enter_context(two.turn(Limits())).uuid for _ in range(2)]
        assert turns == ["b", "b"]
        with mock.patch("time.sleep", side_effect=TimeoutError), pytest.raises(TimeoutError):
            two.turn(Limits()).__enter__()
        room["a"] = 1
        assert stack.enter_context(two.turn(Limits())).uuid == "a"


def test_nobody_waits_for_ever_for_others_to_let_go(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Nor do two who wait at once, and see each other look."""
    monkeypatch.setattr(gpu_share, "has_room", lambda *_: time.sleep(0.01))
    monkeypatch.setattr(gpu_share, "ROOM_SECONDS", 0.3)
    one = GpuShare((Gpu((), "an L4", uuid="a"),), 2, tmp_path)
    refused: list[str] = []

    def wait() -> None:
        with pytest.raises(SandboxError, match="see in `nvidia-smi` who holds it") as error:
            one.turn(Limits()).__enter__()
        refused.append(str(error.value))

    waiting = [threading.Thread(target=wait) for _ in range(3)]
    for thread in waiting:
        thread.start()
    for thread in waiting:
        thread.join(timeout=10)
    assert len(refused) == 3


def test_memory_that_others_hold_is_nobodys_answer(
    graded: Graded, monkeypatch: pytest.MonkeyPatch
) -> None:
    hungry = """
        import torch
        def double(x):
            if x.dtype is torch.float64:
                raise torch.OutOfMemoryError("CUDA out of memory.")
            return x + x
    """
    assert graded(hungry, CPU_AND_GPU).checks[2].outcome == "out_of_memory"
    monkeypatch.setattr(complete, "has_room", lambda *_: False)
    attempt = graded(hungry, CPU_AND_GPU)
    assert (attempt.status, attempt.score) == ("grader_error", None)
    assert "a CPU has not as much free memory" in attempt.note
    assert graded(RIGHT, CPU_AND_GPU).score == 12


def test_those_are_tried_that_the_teacher_names(monkeypatch: pytest.MonkeyPatch) -> None:
    two = [Gpu((), name, "cpu", uuid) for name, uuid in (("L4", "GPU-a"), ("H200", "GPU-b"))]
    monkeypatch.setattr(gpu_share, "host_gpus", lambda: two)
    monkeypatch.setattr(gpu_share, "memory_held", lambda _: 0)
    monkeypatch.setattr(gpu_share, "_TRIAL", "")
    for variable, order, found in (
        ("GPU-b", "FASTEST_FIRST", two[1:]),
        ("0", "PCI_BUS_ID", two[:1]),
    ):
        monkeypatch.setattr(no_gpu, "_asked_for", variable)
        monkeypatch.setenv("CUDA_DEVICE_ORDER", order)
        assert usable(LAYERS) == tuple(found)
    monkeypatch.setattr(no_gpu, "_asked_for", "")
    with pytest.raises(NoGpu, match="CUDA_VISIBLE_DEVICES is set, and names no GPU"):
        usable(LAYERS)


def test_a_gpu_is_for_boxes_with_namespaces_only() -> None:
    found = [Gpu(("/dev/nvidia0",), "a GPU")]
    here = mock.patch.object(gpu_share, "host_gpus", return_value=found)
    with here, pytest.raises(NoGpu, match="needs `--isolation full`"):
        usable(("landlock", "seccomp", "rlimits"))


def test_what_a_box_holds_of_a_gpu_is_watched_from_outside(zygote: Zygote) -> None:
    """The cap that torch keeps is in the student's hands; the driver's books are not."""
    gpu = Gpu(("/dev/zero",), "pretended")
    opened = mock.patch.object(zygote, "open", partial(_without_nodes, zygote.open))
    held = mock.patch.object(watch, "memory_held", return_value=4 * 2**30)
    too_much = pytest.raises(StudentProblem, match="more than 1024 MiB of the GPU's memory")
    with opened, held, Box(zygote, Limits(gpu_mib=1024), gpu=gpu) as box, too_much:
        box.run_cell(1, "import time; time.sleep(3)", 10)


def _without_nodes(open_box: Callable[..., Any], limits: Limits, _: object) -> Any:
    return open_box(limits)


def test_a_check_says_that_it_needs_one_where_it_can_be_read(
    course_of_one: Path, tmp_path: Path
) -> None:
    """``autograder status`` must know without importing torch, so another spelling is refused."""
    folder = tmp_path / "solutions" / "02-otherwise"
    shutil.copytree(course_of_one / "solutions" / SLUG, folder)
    checks = folder / "checks.py"
    checks.write_text(checks.read_text().replace("gpu=True", "gpu=not False"))
    with pytest.raises(ChecksBroken, match="write gpu=True in so many words"):
        Judge(load_assignment(folder))
