"""The first step, trusted: write the questions of each submission."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import torch

from autograder.checks.collect import check_functions
from autograder.checks.declare import CheckSpec
from autograder.course.assignment import Assignment
from autograder.course.course import assignment
from autograder.course.reference import (
    Misconception,
    misconception_names,
    misconceptions,
    reference_names,
)
from autograder.course.released import released
from autograder.grading.job import Job
from autograder.grading.notebook import NotebookError, code_cells, parse
from autograder.grading.version import grader_version
from autograder.sandbox.local import LocalSession
from autograder.seeds import check_seed, public_seed
from autograder.split import form
from autograder.split.explore import Explorer, digest, whole
from autograder.split.kept import kept_scripts
from autograder.split.script import Script
from autograder.split.ticket import Run
from autograder.wire.messages import Call, Probe, pack

_PATTERN_SEED = 20_27
"""Of the inputs with which the checks are explored; the questions have others."""


@dataclass(frozen=True)
class Written:
    """A submission, and how many sequences its file of questions holds; 0 where there is none.

    ``trouble`` is what went wrong on our side.
    """

    student: str
    slug: str
    sequences: int = 0
    trouble: str = ""


class Asker:
    """What a process keeps between submissions."""

    def __init__(self, course: Path, folder: Path, run: Run) -> None:
        """Write to ``folder`` what is asked in this ``run``."""
        torch.set_num_threads(1)  # as where grading is done, so that the same inputs are drawn
        self._course = course
        self._folder = folder
        self._run = run
        self._patterns: dict[str, _Pattern] = {}

    def stop(self) -> None:
        """There is nothing to stop."""

    def work(self, job: Job) -> Written:
        """Write one submission's questions; none where it cannot be run. Never raises."""
        who = job.submission.student, job.submission.slug
        try:
            return Written(*who, self._written(job) if _can_be_run(job) else 0)
        except Exception as error:
            return Written(*who, trouble=f"{type(error).__name__}: {error}")

    def _written(self, job: Job) -> int:
        slug = job.submission.slug
        if slug not in self._patterns:
            self._patterns[slug] = _Pattern(self._course, assignment(self._course, slug))
        questions = self._patterns[slug].questions(job, self._run)
        form.write(questions, self._folder / f"{questions.ticket}{form.QUESTIONS}")
        return len(questions.sequences)


def _can_be_run(job: Job) -> bool:
    if job.submission.trouble:
        return False
    try:
        code_cells(parse(job.submission.content))
    except NotebookError:
        return False
    return True


class _Mistaken(Mapping[str, LocalSession]):
    """The misconceptions of an assignment by name, each run when it is first asked for."""

    def __init__(self, about: Assignment, known: Sequence[Misconception]) -> None:
        self._about = about
        self._known = {one.name: one for one in known}
        self._sessions: dict[str, LocalSession] = {}

    def __getitem__(self, name: str) -> LocalSession:
        if name not in self._sessions:
            names = misconception_names(self._about, self._known[name])
            self._sessions[name] = LocalSession(names)
        return self._sessions[name]

    def __contains__(self, name: object) -> bool:
        return name in self._known

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


class _Pattern:
    """How an assignment's checks ask, whatever the inputs."""

    def __init__(self, course: Path, about: Assignment) -> None:
        known = misconceptions(about)
        self._course = course
        self._about = about
        self._released = released(about)
        self._explorer = Explorer(
            {spec: ask for spec, ask in check_functions(about.checks).items() if not spec.gpu},
            LocalSession(reference_names(about)),
            _Mistaken(about, known),
            {one.name: one.fails for one in known},
        )

    @cached_property
    def _scripts(self) -> dict[CheckSpec, list[Script]]:
        specs = {spec.name: spec for spec in self._explorer.checks}

        def explored() -> dict[str, list[Script]]:
            found = self._explorer.telling
            return {name: found(spec, _PATTERN_SEED) for name, spec in specs.items()}

        kept = kept_scripts(self._course, self._about, specs, explored)
        return {spec: kept[name] for name, spec in specs.items()}

    def questions(self, job: Job, run: Run) -> form.Questions:
        """What may be asked of a submission in this run."""
        seed = run.seed(job)
        asked = self._explorer.sequences(self._scripts, lambda spec: self._seed(seed, spec))
        known: dict[bytes, Call | Probe] = {}
        paths = []
        for sequence in asked:
            paths.append(tuple(map(digest, sequence)))
            known.update(zip(paths[-1], sequence, strict=True))
        number = {key: index for index, key in enumerate(known)}
        sequences = [[number[key] for key in path] for path in whole(paths)]
        limits = self._about.limits
        return form.Questions(
            version=form.VERSION,
            grader=grader_version(),
            ticket=run.ticket(job),
            notebook=job.submission.sha256,
            limits=limits,
            setup="\n".join(self._released.setup),
            provided=sorted(self._released.cells),
            requests=[pack(request) for request in known.values()],
            sequences=sequences,
        )

    def _seed(self, seed: int, spec: CheckSpec) -> int:
        if spec.visible:
            return public_seed(self._about.slug, spec.name)
        return check_seed(seed, spec.name)
