"""Tries variants in one trusted process, with one zygote: what became of each of its checks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from autograder.checks.declare import CheckSpec
from autograder.course.assignment import Assignment
from autograder.grading.bench import Bench
from autograder.grading.gpu_share import GpuShare
from autograder.grading.grader import Grader
from autograder.grading.job import CPU, CPU_AND_GPU, Job
from autograder.grading.judge import Judge, Judged
from autograder.grading.notebook import CodeCell, code_cells, parse
from autograder.grading.submission import Submission
from autograder.outcome import Outcome
from autograder.seeds import submission_seed
from autograder.verify.stage import Stage
from autograder.verify.trial import Notebooks, Seen, Trial, Tried
from autograder.verify.variants import Kind, Variant

MUTANT_SECONDS = 2.0
"""CPU time for a check of a mutant, many of which never end; the reference takes a tenth of it."""


class Prover:
    """Keeps a grader, and the stage of the assignment that is at hand. Stop it at the end."""

    def __init__(
        self,
        course: Path,
        layers: tuple[str, ...],
        notebooks: Mapping[str, Notebooks],
        gpus: GpuShare | None = None,
    ) -> None:
        self.grader = Grader(course, layers, gpus=gpus)
        self._gpus = gpus
        self._layers = layers
        self._notebooks = notebooks
        self._stage: Stage | None = None
        self._slug = ""

    def stop(self) -> None:
        """End the boxes and the zygote."""
        self.leave_stage()
        self.grader.stop()

    def work(self, trial: Trial) -> Tried:
        """Try a variant. Never raises: what goes wrong is the result's trouble."""
        try:
            if trial.whole:
                return self._whole(trial)
            return self._on_gpu(trial) if self._needs_gpu(trial) else self._on_stage(trial)
        except Exception as error:
            self.leave_stage()
            return Tried(trial, trouble=f"{type(error).__name__}: {error}")

    def leave_stage(self) -> None:
        """Close the stage; the next trial makes a new one."""
        if self._stage is not None:
            self._stage.close()
            self._stage = None

    def _whole(self, trial: Trial) -> Tried:
        """Grade the notebook file as a student's."""
        self.leave_stage()  # a zygote keeps one box at a time
        variant = trial.variant
        both = self._notebooks[variant.slug]
        content = both.starter if variant.kind is Kind.STARTER else both.solved
        judge = self.grader.judge(variant.slug)
        about = judge.assignment
        submission = Submission(variant.name, variant.slug, content)
        job = Job(
            submission,
            about.max_score,
            about.version,
            seed_of(variant.slug, trial.seed),
            self._layers,
            self._device(about),
        )
        attempt = self.grader.work(job)
        not_run = {spec.name for spec in judge.gpu_specs if attempt.device == CPU}
        seen = [
            Seen(c.check, Outcome(c.outcome), c.message)
            for c in attempt.checks
            if c.check not in not_run
        ]
        return Tried(trial, tuple(seen), "" if attempt.status == "graded" else attempt.note)

    def _device(self, about: Assignment) -> str:
        return CPU_AND_GPU if self._gpus and about.uses_gpu else CPU

    def _needs_gpu(self, trial: Trial) -> bool:
        """Whether it is to be tried there too; mutants are caught on the CPU, or not at all."""
        about = self.grader.judge(trial.variant.slug).assignment
        return self._device(about) != CPU and trial.variant.kind is not Kind.MUTANT

    def _on_gpu(self, trial: Trial) -> Tried:
        """Both parts, of a notebook that ends with the variant's code: a GPU allows no copies."""
        self.leave_stage()
        seed, judge = seed_of(trial.variant.slug, trial.seed), self.grader.judge(trial.variant.slug)
        cells, limits = self._solved_cells(judge), judge.assignment.limits
        cells = [*cells, CodeCell(trial.variant.code, False)]
        assert self._gpus is not None
        with Bench(self.grader.zygote(), cells, limits) as bench:
            bench.run()
            here = judge.judge_answers(bench.student, seed)
        settled = [one.run for one in here]
        with (
            self._gpus.turn(limits) as gpu,
            Bench(self.grader.zygote(), cells, limits, gpu=gpu) as bench,
        ):
            reference = self.grader.reference_on_gpu(trial.variant.slug)
            there = judge.judge_on_gpu(bench.student, seed, gpu.device, reference, settled)
        return Tried(trial, tuple(map(_seen, (*here, *there))))

    def _on_stage(self, trial: Trial) -> Tried:
        variant = trial.variant
        seed = seed_of(variant.slug, trial.seed)
        judge = self.grader.judge(variant.slug)
        with self.ready_stage(judge).variant(variant.code, seconds(judge, variant)) as copy:
            if variant.kind is Kind.MUTANT:
                specs = _with_needs(judge.specs, lambda s: s.task == variant.task and s.weight > 0)
                runs = judge.run(specs, copy.student, seed, to_failure=True)
                seen = [Seen(run.spec.name, run.outcome, run.message) for run in runs]
            else:
                judged = judge.judge_answers(copy.student, seed)
                seen = [_seen(one) for one in judged]
        if copy.lost:
            self.leave_stage()
        return Tried(trial, tuple(seen))

    def ready_stage(self, judge: Judge) -> Stage:
        """The stage of an assignment, made when another one was at hand."""
        about = judge.assignment
        if self._slug != about.slug:
            self.leave_stage()
        if self._stage is None:
            self._stage = Stage(self.grader.zygote(), self._solved_cells(judge), about.limits)
            self._slug = about.slug
        return self._stage

    def _solved_cells(self, judge: Judge) -> list[CodeCell]:
        solved = self._notebooks[judge.assignment.slug].solved
        return list(code_cells(parse(solved), judge.released.cells))


def seed_of(slug: str, number: int) -> int:
    """The seed number so many of an assignment's verification."""
    return submission_seed("verify", str(number), slug)


def seconds(judge: Judge, variant: Variant) -> float:
    """CPU time for each check of a variant."""
    usual = judge.assignment.limits.check_seconds
    return min(MUTANT_SECONDS, usual) if variant.kind is Kind.MUTANT else usual


def _seen(judged: Judged) -> Seen:
    known = judged.misconception
    return Seen(
        judged.run.spec.name,
        judged.run.outcome,
        judged.run.message,
        known.name if known else None,
    )


def _with_needs(specs: Sequence[CheckSpec], chosen: Callable[[CheckSpec], bool]) -> list[CheckSpec]:
    """The chosen checks, and all that they need."""
    wanted = {spec.name for spec in specs if chosen(spec)}
    for spec in reversed(specs):  # what a check needs stands above it
        if spec.name in wanted:
            wanted |= set(spec.needs)
    return [spec for spec in specs if spec.name in wanted]
