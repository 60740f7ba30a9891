"""Find every sequence of questions that an assignment's checks may put to a student."""

from __future__ import annotations

import hashlib
import inspect
from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from autograder.checks.declare import CheckSpec
from autograder.checks.rng import Rng
from autograder.sandbox.session import Session
from autograder.sandbox.student import StudentSession
from autograder.split.script import RIGHT, TELLING, WRONG, Actor, Script
from autograder.wire.messages import Call, Probe, pack

MAX_TRIED = 1000
"""Scripts for one check, the plainest first."""
MAX_KEPT = 8
"""Sequences for one check: many independent choices would make thousands."""

Digests = tuple[bytes, ...]


def digest(request: Call | Probe) -> bytes:
    """What a question is known by."""
    return hashlib.sha256(pack(request)).digest()


@dataclass(frozen=True)
class Explorer:
    """Runs checks of one assignment against made-up students.

    Attributes:
        checks: each check's function.
        reference: answers as the reference does.
        known: answers as each misconception would.
        fails: the checks that each misconception fails.
    """

    checks: dict[CheckSpec, Callable[..., Any]]
    reference: Session
    known: Mapping[str, Session]
    fails: Mapping[str, Collection[str]]

    def asked(self, spec: CheckSpec, script: Script, seed: int) -> list[Call | Probe]:
        """The questions that a check puts to a student who answers by this script."""
        actor = Actor(script, self.reference, self.known)
        given = {
            "student": StudentSession(actor),
            "reference": self.reference,
            "rng": Rng(seed),
        }
        function = self.checks[spec]
        wanted = inspect.signature(function).parameters
        with suppress(Exception):  # how it ends is for the judge to see
            function(**{name: given[name] for name in wanted})
        return actor.asked

    def telling(self, spec: CheckSpec, seed: int) -> list[Script]:
        """The scripts that bring forth the sequences of a check, however many give the same."""
        search = _Search(
            Script(further=name) for name in self.known if spec.name in self.fails[name]
        )
        for script in search:
            asked = self.asked(spec, script, seed)
            search.saw(script, tuple(map(digest, asked)))
        return search.telling()

    def sequences(
        self, scripts: dict[CheckSpec, list[Script]], seed: Callable[[CheckSpec], int]
    ) -> Iterator[list[Call | Probe]]:
        """What each check puts to students who answer by these scripts."""
        for spec, some in scripts.items():
            for script in some:
                yield self.asked(spec, script, seed(spec))


class _Search:
    """Which scripts are still to be tried. Each question that is met is answered in every way.

    A question is the same if all questions before it are: that is what the other zone can tell.
    """

    def __init__(self, known: Iterable[Script]) -> None:
        self._waiting = deque([Script(), *known])
        self._met: set[tuple[Digests, str]] = set()
        self._found: dict[Digests, Script] = {}

    def __iter__(self) -> Iterator[Script]:
        tried: set[Script] = set()
        while self._waiting and len(tried) < MAX_TRIED:
            script = self._waiting.popleft()
            if script not in tried:
                tried.add(script)
                yield script

    def saw(self, script: Script, path: Digests) -> None:
        """What came of a script; plans those that depart from it."""
        self._found.setdefault(path, script)
        if len(path) > len(script.begin) and script.begin:
            self._go_on(script, path)
        for number in range(len(path)):
            self._met.add((path[: number + 1], script.word(number)))
            before = tuple(script.word(earlier) for earlier in range(number))
            self._plan(path[: number + 1], before, (RIGHT, *TELLING))

    def _go_on(self, script: Script, path: Digests) -> None:
        """A wrong answer ended nothing, so what it is and whether more follow may matter."""
        *before, word = script.begin
        self._waiting.append(Script(tuple(before), word))
        self._plan(path[: len(script.begin)], tuple(before), WRONG)

    def _plan(self, here: Digests, before: tuple[str, ...], words: Iterable[str]) -> None:
        for word in words:
            if (here, word) not in self._met:
                self._met.add((here, word))
                self._waiting.append(Script((*before, word)))

    def telling(self) -> list[Script]:
        """Few scripts that ask all there is to ask: the plainest, and what these leave out."""
        paths = whole(self._found)
        kept, more = paths[:MAX_KEPT], paths[MAX_KEPT:]
        seen = {question for path in kept for question in path}
        for path in more:
            if not seen.issuperset(path):
                seen.update(path)
                kept.append(path)
        return [self._found[path] for path in kept]


def whole(paths: Iterable[Digests]) -> list[Digests]:
    """Those that are not the beginning of another one, in their order."""
    paths = dict.fromkeys(paths)
    begun: dict[Digests, int] = defaultdict(int)
    for path in paths:
        for length in range(len(path)):
            begun[path[:length]] += 1
    return [path for path in paths if path and not begun[path]]
