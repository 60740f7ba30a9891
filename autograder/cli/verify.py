"""``autograder verify``."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli import exits, options

if TYPE_CHECKING:
    from autograder.course.assignment import Assignment
    from autograder.grading.gpu_share import GpuShare
    from autograder.verify.kept import KeptProofs
    from autograder.verify.proof import Proof
    from autograder.verify.variants import Variant

_NOT_AGAIN = "{} of {} have not changed since they were proved; --again proves them anew."


@click.command()
@click.argument("slug", required=False)
@options.course
@options.isolation
@options.jobs
@options.device
@options.jobs_per_gpu
@click.option("--seeds", type=click.IntRange(min=1), default=3, show_default=True,
              help="How many classes of random inputs to try everything on.")  # fmt: skip
@click.option("--sample", type=click.IntRange(min=1), default=1, show_default=True,
              help="Try one in so many misconceptions and mutants only.")  # fmt: skip
@click.option("--again", is_flag=True,
              help="Prove also what has not changed since it was proved.")  # fmt: skip
@click.option("--calibrate", is_flag=True,
              help="Show how far each tolerance is from right and wrong answers.")  # fmt: skip
@click.option("--report", type=click.Path(file_okay=False, path_type=Path),
              help="Where the report goes.  [default: build/verify in the course]")  # fmt: skip
@exits.clear_errors
def verify(
    slug: str | None,
    course: Path | None,
    isolation: str,
    workers: int,
    device: str,
    per_gpu: int,
    seeds: int,
    sample: int,
    again: bool,
    calibrate: bool,
    report: Path | None,
) -> None:
    """Prove an assignment's checks, or all: what is right passes, what is wrong does not.

    The reference and every alternative pass each check; the starter and junk pass none; each
    misconception fails exactly the checks it declares and earns its own hint; each mutant of the
    reference is caught, or listed as equivalent with a reason. What is right is tried under every
    seed; misconceptions under five at most, mutants under two, and junk under one.

    Prints a table, and writes it as verify.html, verify.json and verify.md. What was proved under
    as many seeds, and has not changed, nor has the grader, is not proved again; so an interrupted
    run goes on where it stopped. With --device cuda all but mutants is tried on a GPU as well.
    Exit status: 0 proved; 1 something falls short; 2 wrong usage;
    3 the grader failed.
    """
    from autograder.cli.gpus import gpus_for
    from autograder.course.course import assignment, assignments
    from autograder.sandbox.isolation import layers_for
    from autograder.sandbox.visible import require_hidden
    from autograder.verify.kept import KeptProofs, foundation
    from autograder.verify.variants import sampled, variants_of

    folder = options.course_folder(course)
    chosen = [assignment(folder, slug)] if slug else list(assignments(folder).values())
    require_hidden([folder / "solutions"])
    variants = sampled([v for one in chosen for v in variants_of(one)], sample)
    layers = layers_for(isolation)
    if calibrate:
        _calibrate(folder, chosen, variants, layers, workers, seeds)
        return
    report = report or folder / "build" / "verify"
    with gpus_for(device, layers, per_gpu) as gpus:
        on = gpus.gpus if gpus else ()
        resting = {one.slug: foundation(folder, one, (seeds, sample, layers, on)) for one in chosen}
        kept = KeptProofs(report / "proved", resting, again)
        _publish(_prove(folder, chosen, variants, layers, workers, gpus, seeds, kept), report)


def _prove(
    folder: Path,
    chosen: list[Assignment],
    variants: list[Variant],
    layers: tuple[str, ...],
    workers: int,
    gpus: GpuShare | None,
    seeds: int,
    kept: KeptProofs,
) -> Proof:
    from autograder.cli.progress import tracked
    from autograder.verify.judge import shortfalls, undeclared
    from autograder.verify.proof import combined, prove
    from autograder.verify.run import by_assignment, run_trials
    from autograder.verify.trial import trials_of

    known = {one.slug: kept.get(one.slug) for one in chosen}
    proofs = {slug: proof for slug, proof in known.items() if proof is not None}
    if proofs:
        click.echo(_NOT_AGAIN.format(len(proofs), len(chosen)), err=True)
    todo = {one.slug: one for one in chosen if one.slug not in proofs}
    trials = list(trials_of([v for v in variants if v.slug in todo], seeds))
    stream = run_trials(folder, list(todo.values()), trials, layers, workers, gpus)
    started = time.monotonic()
    for slug, tried in by_assignment(trials, tracked(stream, len(trials), "Verifying")):
        found = sorted([*shortfalls(tried), *undeclared(folder, todo[slug], variants)])
        ended = time.monotonic()
        proofs[slug] = prove(todo[slug], tried, found, seeds, ended - started)
        kept.put(slug, proofs[slug])
        started = ended
    return combined([proofs[one.slug] for one in chosen])


def _publish(proof: Proof, folder: Path) -> None:
    from autograder.cli.proof import show_proof
    from autograder.verify.report import write_reports

    show_proof(proof)
    write_reports(proof, folder)
    click.echo(f"The report is in {folder}.", err=True)
    if proof.broken:
        raise SystemExit(exits.GRADER_FAILED)
    if proof.shortfalls:
        raise SystemExit(exits.NEEDS_A_PERSON)


def _calibrate(
    folder: Path,
    chosen: list[Assignment],
    variants: list[Variant],
    layers: tuple[str, ...],
    workers: int,
    seeds: int,
) -> None:
    from autograder.cli.margins import show_margins
    from autograder.cli.progress import tracked
    from autograder.verify.margins import measurements_of, nearest
    from autograder.verify.run import run_measurements

    wanted = list(measurements_of(variants, seeds))
    stream = run_measurements(folder, chosen, wanted, layers, workers)
    show_margins(nearest(list(tracked(stream, len(wanted), "Measuring"))))
