"""Worker processes that die: what they had begun is begun again, and nothing is lost."""

from __future__ import annotations

import gc
import multiprocessing
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from autograder.grading.member import Member
from autograder.grading.pool import PoolBroken, work_all

EVALUATOR: Callable[[], Any] = partial(SimpleNamespace, work=eval, stop=gc.collect)
"""A worker whose items are Python expressions."""
DIES = "__import__('os').kill(__import__('os').getpid(), 9)"


def dies_times(times: int, folder: Path) -> str:
    """An expression that is 7, but ends its process so many times before."""
    counted = f"[*__import__('pathlib').Path({str(folder)!r}).iterdir()]"
    count = f"__import__('tempfile').mkstemp(dir={str(folder)!r})"
    return f"7 if len({counted}) >= {times} else ({count}, {DIES})"


def test_every_item_is_done_once() -> None:
    items = [f"{number} * 10" for number in range(20)]
    assert sorted(work_all(EVALUATOR, items, 3)) == list(range(0, 200, 10))
    assert multiprocessing.active_children() == []


def test_what_a_dead_process_had_begun_is_begun_again(tmp_path: Path) -> None:
    items = ["1", dies_times(2, tmp_path), "2", "3"]
    assert sorted(work_all(EVALUATOR, items, 2)) == [1, 2, 3, 7]


def test_what_ends_each_process_is_told_and_costs_nobody_else_anything() -> None:
    found = list(work_all(EVALUATOR, ["'a'", DIES, "'b'"], 2, lambda item, why: f"{why}"))
    assert sorted(found)[:2] == ["a", "b"]
    assert "died over this 3 times" in found[-1]


def test_an_item_that_cannot_be_done_is_a_fault_of_ours() -> None:
    with pytest.raises(PoolBroken, match="run the same command again"):
        list(work_all(EVALUATOR, [DIES], 1))


def test_what_raises_ends_its_process(capfd: pytest.CaptureFixture[str]) -> None:
    assert list(work_all(EVALUATOR, ["1 / 0"], 1, lambda *_: "lost")) == ["lost"]
    assert capfd.readouterr().err.count("ZeroDivisionError") == 3


def test_where_no_process_can_be_started_one_sentence_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def none_left(*_: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(Member, "__init__", none_left)
    with pytest.raises(PoolBroken, match=r"can be started \(Resource .* with fewer --jobs"):
        list(work_all(EVALUATOR, ["1"], 1))


def test_who_wants_no_more_leaves_no_process() -> None:
    results = work_all(EVALUATOR, ["1", "__import__('time').sleep(60)"], 2)
    assert next(results) == 1
    started = time.monotonic()
    results.close()  # type: ignore[attr-defined]
    assert time.monotonic() - started < 2.0
    assert multiprocessing.active_children() == []
