"""Replies made by hand, and sessions that answer without a sandbox."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import settings

from autograder.checks.collect import collect_specs
from autograder.checks.declare import CheckSpec
from autograder.checks.freshness import Freshness, OpenSession
from autograder.checks.run import Suite
from autograder.checks.verdict import CheckRun
from autograder.sandbox.local import LocalSession
from autograder.sandbox.session import AskedSession, Reply
from autograder.wire.answer import answer
from autograder.wire.encoding import encode
from autograder.wire.messages import Answer, Call, Probe

settings.register_profile(
    "autograder", database=None, deadline=None, derandomize=True, max_examples=60
)
settings.load_profile("autograder")

Run = Callable[..., list[CheckRun]]


@pytest.fixture(scope="session")
def call() -> Callable[..., Reply]:
    """The reply of a function to these arguments, across the boundary's translation."""

    def made(function: Any, *args: Any, **kwargs: Any) -> Reply:
        request = Call("f", [encode(a) for a in args], {k: encode(v) for k, v in kwargs.items()})
        names = {} if function is None else {"f": function}
        return Reply(request, answer(names, request))

    return made


@pytest.fixture(scope="session")
def gives(call: Callable[..., Reply]) -> Callable[[Any], Reply]:
    """The reply of a function that returns this value."""
    return lambda value: call(lambda: value)


class Recorded(AskedSession):
    """Answers as a student's session does, without a sandbox.

    A function of the name ``ended`` is asked first: it may raise as a box does that has ended.
    """

    def __init__(self, names: Mapping[str, Any]) -> None:
        super().__init__()
        self.names = names

    def _answer(self, request: Call | Probe) -> Answer:
        self.names.get("ended", bool)()
        return answer(self.names, request)


Opening = Callable[..., OpenSession]


@pytest.fixture(scope="session")
def opening() -> Opening:
    """Opens sessions with a student's functions, ``copied`` where a fresh copy is wanted."""

    def made(
        student: Mapping[str, Any], copied: Callable[[Mapping[str, Any]], Mapping[str, Any]] = dict
    ) -> OpenSession:
        copies: list[Recorded] = []

        @contextlib.contextmanager
        def opened(_: CheckSpec, freshness: Freshness) -> Iterator[Any]:
            if freshness is not Freshness.USED or not copies:
                copies.append(Recorded(dict(copied(student))))
            copies[-1].replies = []
            yield copies[-1]

        return opened

    return made


@pytest.fixture
def run(opening: Opening, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Run a ``checks.py`` of this text for a student's and the reference's functions.

    ``copied`` makes a copy of the student's.
    """

    def ran(
        text: str,
        student: Mapping[str, Any],
        reference: Mapping[str, Any],
        folder: Path | None = None,
        copied: Callable[[Mapping[str, Any]], Mapping[str, Any]] = dict,
        gpu: torch.device | None = None,
    ) -> list[CheckRun]:
        path = (folder or tmp_path_factory.mktemp("assignment")) / "checks.py"
        path.write_text(text, encoding="utf-8")
        ours = LocalSession(reference)
        return Suite(path).run(
            collect_specs(path), opening(student, copied), ours, lambda _: 1, gpu=gpu
        )

    return ran
