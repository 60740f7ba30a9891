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
@exits.clear_errors
def verify(slug: str | None, course: Path | None, isolation: str, workers: int, seeds: int) -> None:
    """Prove an assignment's checks, or all: what is right passes, what is wrong does not.

    The reference earns every point and the starter none; each misconception fails exactly the
    checks it declares and earns its own hint; the starter notebooks are up to date.

    Exit status: 0 proved; 1 something falls short; 2 wrong usage; 3 the grader failed.
    """
    from autograder.cli.progress import tracked
    from autograder.course.course import assignment, assignments
    from autograder.sandbox.isolation import layers_for
    from autograder.sandbox.visible import require_hidden
    from autograder.verify.cases import cases_of
    from autograder.verify.judge import shortfalls, stale_notebooks
    from autograder.verify.run import run_cases

    folder = options.course_folder(course)
    chosen = [assignment(folder, slug)] if slug else list(assignments(folder).values())
    require_hidden([folder / "solutions"])
    cases = [case for one in chosen for case in cases_of(one)]
    stream = run_cases(folder, cases, layers_for(isolation), workers, seeds)
    results = list(tracked(stream, len(cases) * seeds, "Verifying"))
    found = stale_notebooks(folder, chosen) + shortfalls(results)
    for line in found:
        click.echo(f"✗ {line}")
    click.echo(f"{len(cases)} notebooks of {len(chosen)} assignments under {seeds} seeds: "
               f"{len(found)} shortfalls.")  # fmt: skip
    if any(result.attempt.status == "grader_error" for result in results):
        raise SystemExit(exits.GRADER_FAILED)
    if found:
        raise SystemExit(exits.NEEDS_A_PERSON)
