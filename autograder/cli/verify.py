"""``autograder verify``."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli import exits, options


@click.command()
@click.argument("slug", required=False)
@options.course
@options.isolation
@options.jobs
@click.option("--seeds", type=click.IntRange(min=1), default=3, show_default=True,
              help="How many classes of random inputs to try everything on.")  # fmt: skip
@click.option("--sample", type=click.IntRange(min=1), default=1, show_default=True,
              help="Try one in so many mutants only.")  # fmt: skip
@click.option("--report", type=click.Path(file_okay=False, path_type=Path),
              help="Where the report goes (default: build/verify in the course).")  # fmt: skip
@exits.clear_errors
def verify(
    slug: str | None,
    course: Path | None,
    isolation: str,
    workers: int,
    seeds: int,
    sample: int,
    report: Path | None,
) -> None:
    """Prove an assignment's checks, or all: what is right passes, what is wrong does not.

    The reference and every alternative pass each check; the starter and junk pass none; each
    misconception fails exactly the checks it declares and earns its own hint; each mutant of the
    reference is caught, or listed as equivalent with a reason; and all this under every seed.

    Prints a table, and writes it as verify.html, verify.json and verify.md. Exit status: 0 proved;
    1 something falls short; 2 wrong usage; 3 the grader failed.
    """
    import time

    from autograder.cli.progress import tracked
    from autograder.cli.proof import show_proof
    from autograder.course.course import assignment, assignments
    from autograder.sandbox.isolation import layers_for
    from autograder.sandbox.visible import require_hidden
    from autograder.verify.judge import shortfalls, undeclared
    from autograder.verify.proof import prove
    from autograder.verify.report import write_reports
    from autograder.verify.run import run_trials
    from autograder.verify.trial import trials_of
    from autograder.verify.variants import sampled, variants_of

    started = time.monotonic()
    folder = options.course_folder(course)
    chosen = [assignment(folder, slug)] if slug else list(assignments(folder).values())
    require_hidden([folder / "solutions"])
    variants = {one.slug: variants_of(one) for one in chosen}
    tried_variants = sampled([v for several in variants.values() for v in several], sample)
    trials = list(trials_of(tried_variants, seeds))
    stream = run_trials(folder, chosen, trials, layers_for(isolation), workers)
    tried = list(tracked(stream, len(trials), "Verifying"))
    found = shortfalls(tried)
    for one in chosen:
        found += undeclared(folder, one, variants[one.slug])
    proof = prove(chosen, tried, sorted(found), seeds, time.monotonic() - started)
    show_proof(proof)
    write_reports(proof, report or folder / "build" / "verify")
    if proof.broken:
        raise SystemExit(exits.GRADER_FAILED)
    if found:
        raise SystemExit(exits.NEEDS_A_PERSON)
