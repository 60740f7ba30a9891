"""A proof on a GPU, for which a CPU stands in: right answers pass there too, wrong ones do not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from autograder.course.assignment import Assignment, load_assignment
from autograder.grading.gpu_share import GpuShare
from autograder.sandbox.gpu import Gpu
from autograder.verify.judge import shortfalls
from autograder.verify.prover import Prover
from autograder.verify.run import _notebooks
from autograder.verify.trial import Tried, trials_of
from autograder.verify.variants import Kind, Variant, variants_of
from autograder.wire.control import LAYERS

CHECKS = '''
import torch
from autograder.checks import agree, check

@check("double")
def check_values(student, reference, rng):
    """Words."""
    x = rng.normal(3, 5)
    agree(student.call("double", x), reference.call("double", x))

@check("double", gpu=True, needs=[check_values])
def check_there(student, reference, rng, gpu):
    """Words."""
    x = rng.normal(3, 5, dtype=torch.float64)
    agree(student.call("double", x), reference.call("double", x))
'''
REGION = "### BEGIN SOLUTION\n    return x + x\n    ### END SOLUTION"
NOTEBOOK = f'# %% task="double"\ndef double(x):\n    """Twice x."""\n    {REGION}\n'
RIGHT = '"""Of its own style."""\n\n\ndef double(x):\n    return 2 * x\n'
KNOWN = '"""Not at all."""\n\nFAILS = ("check_values",)\n\n\ndef double(x):\n    return x\n'
ON_THE_CPU_ALONE = "import torch\ndef double(x):\n    return x + x * (x.dtype is not torch.double)"


@pytest.fixture(scope="module")
def about(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    folder = tmp_path_factory.mktemp("course") / "solutions" / "01-twice"
    for name, text in (
        ("assignment.toml", 'title = "Double"\n[[tasks]]\nname = "double"\npoints = 12\n'),
        ("notebook.py", NOTEBOOK),
        ("checks.py", CHECKS),
        ("alternatives/times.py", RIGHT),
        ("misconceptions/nothing.py", KNOWN),
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return load_assignment(folder)


@pytest.fixture(scope="module")
def prover(about: Assignment, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prover]:
    gpus = GpuShare((Gpu((), "a CPU", "cpu"),), 1, tmp_path_factory.mktemp("places"))
    made = Prover(about.folder.parents[1], LAYERS, _notebooks([about]), gpus)
    yield made
    made.stop()


def proved(prover: Prover, variants: list[Variant]) -> list[Tried]:
    return [prover.work(trial) for trial in trials_of(variants, 1)]


def test_everything_known_is_as_it_must_be_there(prover: Prover, about: Assignment) -> None:
    variants = variants_of(about)
    assert {v.kind for v in variants} >= {Kind.REFERENCE, Kind.ALTERNATIVE, Kind.MISCONCEPTION}
    tried = proved(prover, variants)
    assert shortfalls(tried) == []
    checks = {(one.trial.variant.kind is Kind.MUTANT, len(one.seen)) for one in tried}
    assert checks == {(False, 2), (True, 1)}  # mutants are the CPU's


def test_what_is_wrong_there_alone_is_found_out(prover: Prover, about: Assignment) -> None:
    wrong = Variant(about.slug, Kind.ALTERNATIVE, "here only", ON_THE_CPU_ALONE)
    (fault,) = shortfalls(proved(prover, [wrong]))
    assert "check_there" in fault.text
