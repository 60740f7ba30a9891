"""The whole corpus, tried on this host."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from autograder.attacks.attack import Attack, corpus
from autograder.attacks.attempt import Attempt, Attempts
from autograder.attacks.bait import laid_out
from autograder.sandbox.gpu import Gpu
from autograder.sandbox.zygote import Zygote


def attacks_held_by(layers: tuple[str, ...], gpu: Gpu | None = None) -> list[Attack]:
    """Those that these layers are meant to stop, as far as this processor knows their calls."""
    held = [attack for attack in corpus() if attack.runs_here and attack.held_by(layers)]
    return [attack for attack in held if not (gpu and attack.with_gpu)]


def drill(
    attacks: Sequence[Attack], layers: tuple[str, ...], gpu: Gpu | None = None
) -> Iterator[tuple[Attack, Attempt]]:
    """Try each in a box behind these layers. Raises ``SandboxError`` where none can be made."""
    with laid_out() as bait, Zygote(layers) as zygote:
        attempts = Attempts(zygote, bait, gpu=gpu)
        for attack in attacks:
            yield attack, attempts.attempt(attack)
