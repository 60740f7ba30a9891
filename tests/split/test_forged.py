"""Answers may be anything: none of it makes a point, a zero, or more than one clear sentence."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from zones import RIGHT, Zones

from autograder.grading.job import Job
from autograder.split import form
from autograder.split.form import Answers, Ended, pack_answer, read_answers
from autograder.split.refusal import FileRefused
from autograder.split.ticket import Run
from autograder.wire.encoding import encode
from autograder.wire.messages import CellDone, Raised, Returned
from gradebook.records import Attempt

MakeJob = Callable[..., Job]
Change = Callable[[Answers], Answers]
WRONG = "def double(x): return x + 2\ndef twice(x): return x + 4"


def is_ours(attempt: Attempt) -> bool:
    """Whether it is a fault for a person to see, which never replaces a grade."""
    return attempt.status == "grader_error" and attempt.score is None and bool(attempt.note)


def changed(path: Path, **changes: object) -> None:
    form.write(msgspec.structs.replace(read_answers(path), **changes), path)


def test_what_is_not_changed_is_graded(job: MakeJob, zones: Zones) -> None:
    """Or the tests below would prove nothing."""
    changed(zones.answer(job(RIGHT)))
    assert zones.judge(job(RIGHT)).score == 5.0


def test_no_answers(job: MakeJob, zones: Zones) -> None:
    attempt = zones.judge(job(RIGHT))
    assert is_ours(attempt)
    assert "no answers came back" in attempt.note


def test_answers_of_another_run(job: MakeJob, zones: Zones) -> None:
    zones.answer(job(RIGHT))
    assert is_ours(zones.judge(job(RIGHT), Run("secret", "second")))
    assert is_ours(zones.judge(job(RIGHT), Run("guessed", "first")))


def test_answers_of_another_run_under_this_ones_name(job: MakeJob, zones: Zones) -> None:
    old = zones.answer(job(RIGHT))
    again = Run("secret", "second")
    name = again.ticket(job(RIGHT))
    os.rename(old, zones.answers / f"{name}{form.ANSWERS}")
    attempt = zones.judge(job(RIGHT), again)
    assert is_ours(attempt)
    assert "another's answers" in attempt.note
    changed(zones.answers / f"{name}{form.ANSWERS}", ticket=name)
    attempt = zones.judge(job(RIGHT), again)
    assert is_ours(attempt)
    assert "not foreseen" in attempt.note


def test_answers_of_another_submission(job: MakeJob, zones: Zones) -> None:
    """A wrong notebook cannot use a right one's answers, not even with the ticket forged."""
    theirs, mine = job(RIGHT, student="bo"), job(WRONG)
    copied = zones.answer(theirs).read_bytes()
    path = zones.answer(mine)
    path.write_bytes(copied)
    assert is_ours(zones.judge(mine))
    changed(path, ticket=zones.run.ticket(mine))
    assert is_ours(zones.judge(mine))


def test_answers_of_another_notebook(job: MakeJob, zones: Zones) -> None:
    zones.answer(job(RIGHT))
    assert is_ours(zones.judge(job(RIGHT, "print('handed in again')")))


def test_replies_in_another_order(job: MakeJob, zones: Zones) -> None:
    """No reply earns a point but at its own question, and not all can stay where they are."""
    path = zones.answer(job(RIGHT))
    answers = read_answers(path)
    changed(path, replies=answers.replies[1:] + answers.replies[:1])
    attempt = zones.judge(job(RIGHT))
    assert is_ours(attempt) or (attempt.score == 0.0 and attempt.status == "graded")


def shortened(answers: Answers) -> Answers:
    parts = {name: [one[:1] for one in getattr(answers, name)] for name in ("asked", "answered")}
    return msgspec.structs.replace(answers, **parts)


BREAKS: dict[str, Change] = {
    "fewer sequences": lambda a: msgspec.structs.replace(a, asked=[], answered=[]),
    "shorter sequences": shortened,
    "index too large": lambda a: msgspec.structs.replace(a, answered=[[10**6]], asked=[[0]]),
    "index of no question": lambda a: msgspec.structs.replace(a, asked=[[10**6]], answered=[[0]]),
    "unequal lengths": lambda a: msgspec.structs.replace(a, asked=[[0]], answered=[[0, 0]]),
    "other version": lambda a: msgspec.structs.replace(a, grader="1.0"),
    "junk for replies": lambda a: msgspec.structs.replace(a, replies=[b"\xc1"] * len(a.replies)),
    "their own trouble": lambda a: msgspec.structs.replace(a, trouble="no memory"),
    "no inputs": lambda a: msgspec.structs.replace(
        a, replies=[pack_answer(Returned(encode(1.0), []))] * len(a.replies)
    ),
}


@pytest.mark.parametrize("change", BREAKS.values(), ids=BREAKS)
def test_what_does_not_hold_together_is_a_fault(change: Change, job: MakeJob, zones: Zones) -> None:
    path = zones.answer(job(RIGHT))
    form.write(change(read_answers(path)), path)
    assert is_ours(zones.judge(job(RIGHT)))


def test_a_cut_file_is_refused_wherever_it_is_cut(job: MakeJob, zones: Zones) -> None:
    path = zones.answer(job(RIGHT))
    whole = path.read_bytes()
    for size in (*range(0, len(whole), 37), len(whole) - 1):
        path.write_bytes(whole[:size])
        with pytest.raises(FileRefused, match="refused"):
            read_answers(path)
    path.write_bytes(whole + b"\0")
    with pytest.raises(FileRefused):
        read_answers(path)
    assert is_ours(zones.judge(job(RIGHT)))


def test_a_huge_file_is_not_read(
    job: MakeJob, zones: Zones, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = zones.answer(job(RIGHT))
    monkeypatch.setattr(form, "MAX_FILE", path.stat().st_size - 1)
    attempt = zones.judge(job(RIGHT))
    assert is_ours(attempt)
    assert "larger than" in attempt.note


def test_a_file_that_becomes_huge_in_memory_is_refused(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.answers"
    bomb.write_bytes(b"\x81\xa8answered\xdd\x7f\xff\xff\xff" + b"\x90" * 1000)
    with pytest.raises(FileRefused, match="items"):
        read_answers(bomb)


def test_what_is_no_file_of_its_own_is_refused(job: MakeJob, zones: Zones, tmp_path: Path) -> None:
    (tmp_path / "link.answers").symlink_to(zones.answer(job(RIGHT)))
    os.mkfifo(tmp_path / "pipe.answers")
    for name in ("link", "pipe", "nowhere"):
        with pytest.raises(FileRefused, match=name):
            read_answers(tmp_path / f"{name}.answers")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300))
def test_any_bytes_are_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "any.answers"
    path.write_bytes(content)
    with pytest.raises(FileRefused, match=r"any\.answers is refused"):
        read_answers(path)


def test_claims_about_itself_prove_nothing(job: MakeJob, zones: Zones) -> None:
    """Layers, cost and cells are the other zone's word: recorded as such, and worth no point."""
    path = zones.answer(job(WRONG))
    place = CellDone(error=Raised(name="E", message="\x1b[31m::error::x"), output="all passed")
    changed(path, layers=["split", "x" * 10_000, "seccomp"], cells=[place] * 3, peak_bytes=1)
    attempt = zones.judge(job(WRONG))
    assert (attempt.status, attempt.score) == ("graded", 0.0)
    assert attempt.isolation == ("split", "seccomp")


def test_a_claim_to_have_died_is_for_a_person(job: MakeJob, zones: Zones) -> None:
    path = zones.answer(job(RIGHT))
    changed(path, died=Ended("crashed", "x"))
    attempt = zones.judge(job(RIGHT))
    assert (attempt.status, attempt.score) == ("needs_review", 0.0)
