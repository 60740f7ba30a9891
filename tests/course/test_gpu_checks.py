"""The course's checks that need a GPU, with a CPU that stands in where there is none.

What is right passes all of them through the real sandbox; and each fails what is wrong in the place
where it looks, with whatever it builds on taken for passed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest
import torch

from autograder.checks.declare import CheckSpec
from autograder.checks.freshness import OpenSession
from autograder.checks.run import Suite
from autograder.checks.verdict import CheckRun
from autograder.course.assignment import Assignment, load_assignment
from autograder.course.notebook import as_text, solved, starter
from autograder.course.reference import reference_names
from autograder.grading.bench import Bench
from autograder.grading.gpu_share import GpuShare
from autograder.grading.grader import Grader
from autograder.grading.job import CPU_AND_GPU, Job
from autograder.grading.judge import Judge
from autograder.grading.notebook import CodeCell, code_cells, parse
from autograder.grading.submission import Submission
from autograder.outcome import Outcome
from autograder.sandbox.gpu import Gpu, host_gpus
from autograder.sandbox.local import LocalSession
from autograder.verify.stage import Stage
from autograder.wire.control import LAYERS

SEED = 7
AWAY = """
def away(thing):
    if isinstance(thing, (list, tuple)):
        return type(thing)(map(away, thing))
    if isinstance(thing, dict):
        return {name: away(entry) for name, entry in thing.items()}
    return thing.to("meta") if isinstance(thing, torch.Tensor) else thing
"""
RESULT_ELSEWHERE = "_right = {0}\ndef {0}(*args): return away(_right(*args))"
OUTPUT_ELSEWHERE = (
    "class {0}({0}):\n    def forward(self, *args): return away(super().forward(*args))"
)
MODEL_ELSEWHERE = """
_right = {0}
def {0}(path, model, *rest):
    result = _right(path, model, *rest)
    model.to("meta")
    return result
"""
ONE_MORE = "_right = {0}\ndef {0}(*args): return _right(*args) + 1"
WRONG = {
    "03-devices": {
        "move": RESULT_ELSEWHERE,
        "zscore": RESULT_ELSEWHERE,
        "with_bias": RESULT_ELSEWHERE,
        "same_everywhere": ONE_MORE,
    },
    "07-autograd-training": {
        "loss_of": RESULT_ELSEWHERE,
        "gradients": RESULT_ELSEWHERE,
        "step": "def {0}(weights, lr): pass",
        "train": RESULT_ELSEWHERE,
    },
    "08-modules": {
        "TwoLayer": OUTPUT_ELSEWHERE,
        "MLP": OUTPUT_ELSEWHERE,
        "build_sequential": "_right = {0}\ndef {0}(*args): return _right(*args).append(nn.ReLU())",
        "count_parameters": ONE_MORE,
        "ClippedReLU": """
class {0}(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, limit): return x.clamp(0, limit)
    @staticmethod
    def backward(ctx, grad_output): return grad_output, None
""",
    },
    "10-convnet": {
        "cross_correlate": RESULT_ELSEWHERE,
        "num_flat_features": ONE_MORE,
        "Net": OUTPUT_ELSEWHERE,
        "layer_shapes": "_right = {0}\ndef {0}(net, x): return _right(net, x[:0])",
    },
    "11-optim": {
        "gradient_descent": RESULT_ELSEWHERE,
        "sgd_momentum": "def {0}(*args): pass",
        "newton": RESULT_ELSEWHERE,
        "fit": "import copy\n_right = {0}\ndef {0}(*args): return _right(*copy.deepcopy(args))",
    },
    "12-checkpoints": {
        "save_model": MODEL_ELSEWHERE,
        "load_model": "_right = {0}\ndef {0}(path): return _right(path).to('meta')",
        "save_weights": MODEL_ELSEWHERE,
        "load_weights": MODEL_ELSEWHERE,
        "snapshot": RESULT_ELSEWHERE,
        "save_checkpoint": MODEL_ELSEWHERE,
        "load_checkpoint": MODEL_ELSEWHERE,
        "train_or_resume": "_right = {0}\ndef {0}(at, *args): os.remove(at); _right(at, *args)",
    },
}
"""What is wrong with a task's answer where its checks on a GPU look: it is in another place, or
off. On a real GPU the other place would be the CPU; beside a CPU that stands in, it is meta."""


@pytest.fixture(scope="module", params=WRONG)
def about(request: pytest.FixtureRequest, course: Path) -> Assignment:
    return load_assignment(course / "solutions" / request.param)


@pytest.fixture(scope="module")
def judge(about: Assignment) -> Judge:
    return Judge(about)


@pytest.fixture(scope="module")
def grader(course: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grader]:
    gpus = tuple(host_gpus()) or (Gpu((), "a CPU", "cpu"),)
    made = Grader(course, LAYERS, gpus=GpuShare(gpus, 1, tmp_path_factory.mktemp("places")))
    yield made
    made.stop()


def outcomes(judge: Judge, specs: Sequence[CheckSpec], student: OpenSession) -> dict[str, Outcome]:
    """Of checks on a GPU, for which a CPU stands in; what they need has passed."""
    about = judge.assignment
    runs = Suite(about.checks).run(
        specs,
        student,
        LocalSession(reference_names(about)),
        lambda spec: SEED,
        gpu=torch.device("cpu"),
        settled=[CheckRun(spec) for spec in judge.specs],
    )
    return {run.spec.name: run.outcome for run in runs}


def cells_of(judge: Judge, notebook: object) -> Sequence[CodeCell]:
    return code_cells(parse(as_text(notebook).encode()), judge.released.cells)


def test_these_are_the_assignments_that_use_a_gpu(course: Path) -> None:
    folders = sorted((course / "solutions").glob("*/"))
    assert [f.name for f in folders if load_assignment(f).uses_gpu] == list(WRONG)


def test_what_is_right_passes_them_all(grader: Grader, about: Assignment) -> None:
    submission = Submission("ada", about.slug, as_text(solved(about)).encode())
    job = Job(submission, about.max_score, about.version, SEED, LAYERS, CPU_AND_GPU)
    attempt = grader.work(job)
    assert {check.outcome for check in attempt.checks} == {"passed"}, attempt.note
    assert (attempt.score, attempt.device) == (about.max_score, CPU_AND_GPU)


def test_they_build_on_what_is_tried_everywhere(judge: Judge) -> None:
    """So that a mistake that shows on any machine is not charged again on a GPU."""
    here = {spec.name for spec in judge.specs}
    for spec in judge.gpu_specs:
        assert here & set(spec.needs), spec.name
        assert not spec.visible


def test_the_starter_passes_none(grader: Grader, judge: Judge) -> None:
    setup = "\n".join(judge.released.setup)
    cells, limits = cells_of(judge, starter(judge.assignment)), judge.assignment.limits
    with Bench(grader.zygote(), cells, limits, setup) as bench:
        bench.run()
        found = outcomes(judge, judge.gpu_specs, bench.student)
    assert set(found.values()) == {Outcome.MISSING}


def test_each_of_them_can_fail(grader: Grader, judge: Judge) -> None:
    wrong = WRONG[judge.assignment.slug]
    assert {spec.task for spec in judge.gpu_specs} == set(wrong)
    cells, limits = cells_of(judge, solved(judge.assignment)), judge.assignment.limits
    with closing(Stage(grader.zygote(), cells, limits)) as stage:
        for task, code in wrong.items():
            specs = [spec for spec in judge.gpu_specs if spec.task == task]
            code = AWAY + code.replace("{0}", task)
            with stage.variant(code, limits.check_seconds) as copy:
                found = outcomes(judge, specs, copy.student)
            assert set(found.values()) <= {Outcome.FAILED, Outcome.ERRORED}, (task, found)
