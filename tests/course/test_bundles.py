"""The bundles of this course: up to date, as good as the reference, and no help to a cheat."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import torch

from autograder.checks.collect import collect_specs
from autograder.course.assignment import Assignment
from autograder.course.notebook import starter
from autograder.course.reference import misconception_names, misconceptions, reference_names
from autograder.grading.judge import Judge
from autograder.outcome import Outcome
from autograder.publish.make import bundle_path, is_bundle_up_to_date, make_bundle
from autograder.sandbox.local import LocalSession
from autograder.sandbox.session import Session
from autograder.student.bundle import Bundle, dumped, load
from autograder.student.replay import Replay
from autograder.student.run import Lendable, OwnFunctions, defined, run_visible
from autograder.wire.messages import Answer, Call, Probe

ONE_IN = 6
SEED = 7
LENT = "the grader also tries this with right ones"


@pytest.fixture(scope="module", autouse=True)
def _one_thread() -> Iterator[None]:
    """A probe that starts processes would hang, had torch threads to lose."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def bundle(course: Path, real: Assignment) -> Bundle:
    """As it is committed."""
    return load(bundle_path(course, real.slug))


def test_the_committed_bundle_is_what_the_source_gives(course: Path, real: Assignment) -> None:
    assert is_bundle_up_to_date(course, real)


def test_generation_is_deterministic(real: Assignment) -> None:
    assert dumped(make_bundle(real)) == dumped(make_bundle(real))


def test_every_visible_check_is_in_it_and_no_other(real: Assignment, bundle: Bundle) -> None:
    specs = collect_specs(real.checks)
    visible = [spec.name for spec in specs if spec.visible]
    assert [check.name for check in bundle.checks] == visible
    words = set("\n".join(bundle.source).replace("(", " ").split())
    assert not {spec.name for spec in specs if not spec.visible} & words


def starter_names(real: Assignment) -> dict[str, Any]:
    """What the starter defines; its tests are left out, which would stop it."""
    names: dict[str, Any] = {"__name__": "starter"}
    for cell in starter(real).cells:
        if cell.cell_type == "code" and not cell.metadata.nbgrader.grade:
            try:
                exec(cell.source, names)
            except NotImplementedError:
                continue
    return names


class Own(OwnFunctions):
    """Functions of ours in the student's place. What is asked with ``lend`` has it, if allowed."""

    def __init__(self, session: Session, lends: bool) -> None:
        super().__init__()
        self._session, self._lends = session, lends

    def _answer(self, request: Call | Probe) -> Answer:
        return self._session.ask(request).answer

    def run(self, probe: Callable[..., Any], *args: Any, lend: Sequence[Any] = ()) -> Any:
        if self._lends:
            return Session.run(self, probe, *args, lend=lend)
        return super().run(probe, *args, lend=lend)


def opener(names: Mapping[str, Any], lends: bool = False) -> Any:
    session = LocalSession(names)

    @contextmanager
    def student(_: object, fresh: bool = True) -> Iterator[Own]:
        yield Own(session, lends)

    return student


def variants(real: Assignment) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "reference", reference_names(real)
    yield "starter", starter_names(real)
    for known in misconceptions(real)[::ONE_IN]:
        yield known.name, misconception_names(real, known)


def test_with_a_bundle_alone_outcomes_are_those_of_the_grader(
    real: Assignment, bundle: Bundle
) -> None:
    """But where the grader lends a right helper, which a student does not get, and is told so."""
    judge = Judge(real)
    visible = [spec for spec in judge.specs if spec.visible]
    for name, names in variants(real):
        graded = judge.run(visible, opener(names, lends=True), SEED)
        here = run_visible(bundle, bundle.checks, opener(names))
        for ours, theirs in zip(here, graded, strict=True):
            about = f"{name}: {ours.spec.name}: {ours.message}"
            if LENT in ours.message and theirs.outcome is Outcome.PASSED:
                assert ours.outcome in (Outcome.FAILED, Outcome.ERRORED), about
            else:
                assert ours.outcome == theirs.outcome, about


def helpers(bundle: Bundle) -> dict[str, Any]:
    """All functions that the bundle's code holds, also those inside of others."""
    replay = Replay(bundle.answers)
    given = {"recorded": replay.oracle, "lendable": Lendable}
    names = defined("\n".join(bundle.source), f"<bundle of {bundle.slug}>", given)
    found = {name: thing for name, thing in names.items() if inspect.isfunction(thing)}
    own = [name for name, thing in found.items() if thing.__module__ == names["__name__"]]
    return {name: found[name] for name in own}


def takes(function: Any) -> int:
    return len(inspect.signature(function).parameters)


def test_no_helper_in_a_bundle_solves_a_task(real: Assignment, bundle: Bundle) -> None:
    """Each that takes as many arguments is tried in the place of each task."""
    judge = Judge(real)
    right = reference_names(real)
    empty = starter_names(real)
    for task in (task.name for task in real.tasks):
        specs = [spec for spec in judge.specs if spec.task == task and not spec.needs]
        paid = [spec for spec in specs if judge.shares[spec.name] and not spec.visible]
        for name, helper in helpers(bundle).items():
            if inspect.isfunction(right[task]) and takes(helper) == takes(right[task]):
                runs = judge.run(paid, opener({**empty, task: helper}), SEED)
                passed = [run.spec.name for run in runs if run.outcome is Outcome.PASSED]
                assert len(passed) < len(paid), f"{name} solves {task}"


def test_no_function_in_a_bundle_is_called_as_a_task(real: Assignment, bundle: Bundle) -> None:
    tree = ast.parse("\n".join(bundle.source))
    functions = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    assert not functions & {task.name for task in real.tasks}
