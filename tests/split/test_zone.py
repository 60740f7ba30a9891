"""The zone that answers: what the notebook sees there, and what needs grading in one zone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from zones import RIGHT, Zones, write_course

from autograder.grading.job import Job
from autograder.sandbox.zygote import Zygote
from autograder.split.answering import Answerer, Errand
from gradebook.records import Attempt

MakeJob = Callable[..., Job]
SPY = """
import glob, os
def look(folder):
    found = []
    try:
        for name in os.listdir(folder):
            with open(os.path.join(folder, name), 'rb') as file:
                found.append(file.read(10))
    except OSError as error:
        found.append(type(error).__name__)
    return found
def double(x):
    seen = look({folder!r}) + [line for line in open('/proc/self/mounts') if {folder!r} in line]
    seen += [name for name in os.environ if 'QUEST' in name or 'TOKEN' in name]
    raise ValueError(' '.join(map(str, seen)))
"""


def test_a_notebook_cannot_read_its_questions(job: MakeJob, zones: Zones) -> None:
    handed_in = job(SPY.format(folder=str(zones.questions)))
    zones.answer(handed_in)
    assert list(zones.questions.iterdir())  # they lie there all the while
    told = {check.message for check in zones.judge(handed_in).checks}
    (said,) = [text for text in told if "ValueError" in text]
    assert "FileNotFoundError" in said or "PermissionError" in said
    assert "TOKEN" not in said


def test_a_notebook_cannot_read_its_questions_under_restricted_isolation(
    job: MakeJob, zones: Zones
) -> None:
    handed_in = job(SPY.format(folder=str(zones.questions)))
    restricted = ("landlock", "seccomp", "rlimits")
    with Zygote(restricted) as warm:
        answerer = Answerer(zones.answers, restricted)
        answerer._zygote = warm
        path = zones.ask(handed_in)
        assert answerer.work(Errand(path, handed_in.submission.content)) == ""
    told = {check.message for check in zones.judge(handed_in).checks}
    assert any("PermissionError" in text for text in told)


def test_other_versions_are_refused(
    job: MakeJob, zones: Zones, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = zones.ask(job(RIGHT))
    monkeypatch.setattr("autograder.split.answering.grader_version", lambda: "other")
    said = Answerer(zones.answers, ()).work(Errand(path, b"{}"))
    assert "install the same on both sides" in said
    assert not list(zones.answers.iterdir())


def test_junk_for_questions_is_one_sentence(zones: Zones) -> None:
    path = zones.questions / "x.questions"
    path.write_bytes(b"junk")
    said = Answerer(zones.answers, ()).work(Errand(path, b"{}"))
    assert "x.questions is refused: it is of another form, or cut short" in said


def test_a_value_that_leads_to_a_question_is_not_foreseen(
    job: MakeJob, tmp_path: Path, zygote: Zygote
) -> None:
    """No file can hold a question that is made of the student's answer: said, and no zero."""
    write_course(tmp_path, "leading")  # a name of its own, as pytest keeps modules by name
    checks = tmp_path / "solutions/leading/checks.py"
    plain = 'agree(student.call("double", x), reference.call("double", x))'
    leading = f'{plain}; x = student.call("double", x).value; {plain}'
    checks.write_text(checks.read_text().replace(plain, leading))
    zones = Zones(tmp_path, tmp_path, zygote)

    def attempt(code: str) -> Attempt:
        plainly = job(code)
        handed_in = replace(plainly, submission=replace(plainly.submission, slug="leading"))
        zones.answer(handed_in)
        return zones.judge(handed_in)

    barely = attempt("def double(x): return x * 2.000001\ndef twice(x): return x * 4")
    assert (barely.status, barely.score) == ("grader_error", None)
    assert "grade this submission with `autograder grade`" in barely.note
    assert attempt(RIGHT).score == 5.0
