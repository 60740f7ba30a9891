"""``autograder doctor``."""

from __future__ import annotations

import platform
from collections import Counter
from typing import TYPE_CHECKING

import click

from autograder.cli import exits, options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autograder.attacks.attack import Attack
    from autograder.sandbox.gpu import Gpu

_NO_GROUPS = (
    "Not needed: memory of a box is then looked at from outside. For the kernel's own cap start "
    "commands with `systemd-run --user --scope -p Delegate=yes`."
)


@click.command()
@options.isolation
@click.option("--device", type=click.Choice(["cpu", "cuda"]), default="cpu", show_default=True,
              help="`cuda`: try each GPU, and the attacks in the box of one.")  # fmt: skip
@click.option("--quick", is_flag=True, help="Only put up the fences; leave the attacks out.")
@exits.clear_errors
def doctor(isolation: str, device: str, quick: bool) -> None:
    """Show which fences this host gives around student code, and try to break through them.

    Each fence is put up; then every attack of the published corpus that the chosen level is meant
    to stop is tried from inside, behind the fences that this level insists on and no others.
    Nothing is sent anywhere, and nothing is left behind.

    Exit status: 0 where grading is safe at this level; 3 where it is not.
    """
    from autograder.sandbox.isolation import LEVELS, detect

    missing = detect()
    _show_layers(missing)
    given = [
        level
        for level, needed in LEVELS.items()
        if needed and not any(missing[layer] for layer in needed)
    ]
    click.echo(f"Isolation levels this host gives: {', '.join(given) or 'none'}.")
    if isolation not in given:
        if isolation == "none":
            click.echo("At this level student code has your rights: there is nothing to try.")
        raise SystemExit(exits.GRADER_FAILED)
    gpu = _shown_gpu(LEVELS[isolation]) if device == "cuda" else None
    if not quick:
        _attack(isolation, LEVELS[isolation], gpu)


def _show_layers(missing: dict[str, str]) -> None:
    from autograder.sandbox.control_group import prepare
    from autograder.sandbox.isolation import remedy

    click.echo(f"Python {platform.python_version()}, {platform.system()} {platform.release()}")
    for layer, reason in missing.items():
        click.echo(f"  {'MISSING' if reason else 'ok':8}{layer}")
        if reason:
            click.echo(f"          {reason}\n          {remedy(layer)}")
    click.echo(f"  {'ok' if prepare() else 'without':8}control groups")
    if not prepare():
        click.echo(f"          {_NO_GROUPS}")


def _shown_gpu(layers: tuple[str, ...]) -> Gpu:
    """Compute something on each GPU behind these fences; the first is for the attacks."""
    from autograder.grading.gpu_share import usable

    found = usable(layers)
    for gpu in found:
        click.echo(f"  ok      {gpu.name} works in the sandbox ({', '.join(gpu.nodes)})")
    return found[0]


def _attack(level: str, layers: tuple[str, ...], gpu: Gpu | None) -> None:
    from autograder.attacks.attack import corpus
    from autograder.attacks.drill import attacks_held_by, drill
    from autograder.cli.progress import tracked

    attacks = attacks_held_by(layers, gpu)
    tried = tracked(drill(attacks, layers, gpu), len(attacks), "Attacking")
    through = [attack for attack, attempt in tried if attempt.through]
    _show_attacks(attacks, through)
    for attack in corpus():
        if not attack.held_by(layers):
            click.echo(f"  not stopped at this level: {attack.name} ({attack.needs})")
        elif gpu and attack.with_gpu:
            click.echo(f"  not stopped with a GPU: {attack.name} ({attack.with_gpu})")
    if through:
        exits.fail(
            f"student code can break out of the sandbox here at --isolation {level}; do not "
            "grade on this host, and report it as SECURITY.md says",
            exits.GRADER_FAILED,
        )
    click.echo(f"All {len(attacks)} attacks were stopped: grading is safe at this level.")


def _show_attacks(attacks: Sequence[Attack], through: Sequence[Attack]) -> None:
    tried, lost = (Counter(attack.kind for attack in some) for some in (attacks, through))
    for kind, count in sorted(tried.items()):
        click.echo(f"  {'BROKEN' if lost[kind] else 'ok':8}{kind}: {count - lost[kind]} of {count}")
    for attack in through:
        click.echo(f"  GOT THROUGH: {attack.name}: {attack.tries.strip()}")
