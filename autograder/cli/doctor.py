"""``autograder doctor``."""

from __future__ import annotations

import platform

import click

from autograder.cli import exits


@click.command()
@exits.clear_errors
def doctor() -> None:
    """Show which fences this host gives around student code, by putting each one up.

    Exit status: 0 where grading is safe with the default `--isolation full`, else 3.
    """
    from autograder.sandbox.isolation import LEVELS, REMEDIES, detect

    missing = detect()
    click.echo(f"Python {platform.python_version()}, {platform.system()} {platform.release()}")
    for layer, reason in missing.items():
        click.echo(f"  {'MISSING' if reason else 'ok':8}{layer}")
        if reason:
            click.echo(f"          {reason}\n          {REMEDIES[layer]}")
    given = [
        level
        for level, needed in LEVELS.items()
        if needed and not any(missing[layer] for layer in needed)
    ]
    click.echo(f"Isolation levels this host gives: {', '.join(given) or 'none'}.")
    if "full" not in given:
        raise SystemExit(exits.GRADER_FAILED)
