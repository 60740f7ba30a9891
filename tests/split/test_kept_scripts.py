"""How an assignment's checks ask is found out once for each version."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from zones import RIGHT, write_course

from autograder.grading.job import Job
from autograder.split import form
from autograder.split.asking import Asker
from autograder.split.explore import Explorer
from autograder.split.ticket import Run

MakeJob = Callable[..., Job]
RUN = Run("secret", "first")


@pytest.fixture
def course(tmp_path: Path) -> Path:
    write_course(tmp_path)
    return tmp_path


def asked(course: Path, job: Job, name: str) -> form.Questions:
    folder = course / name
    folder.mkdir()
    written = Asker(course, folder, RUN).work(job)
    assert (written.trouble, written.sequences > 0) == ("", True)
    (path,) = folder.glob(f"*{form.QUESTIONS}")
    return form.read_questions(path)


@pytest.fixture
def explored(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The checks that are explored, as they are."""
    seen: list[str] = []
    real = Explorer.telling

    def telling(self: Explorer, spec, seed):  # type: ignore[no-untyped-def]
        seen.append(spec.name)
        return real(self, spec, seed)

    monkeypatch.setattr(Explorer, "telling", telling)
    return seen


def test_the_second_time_nothing_is_found_out_and_the_same_is_asked(
    course: Path, job: MakeJob, explored: list[str]
) -> None:
    first = asked(course, job(RIGHT), "one")
    assert len(explored) == 3
    assert asked(course, job(RIGHT), "two") == first
    assert len(explored) == 3


def test_after_a_change_of_a_check_it_is_found_out_again(
    course: Path, job: MakeJob, explored: list[str]
) -> None:
    asked(course, job(RIGHT), "one")
    checks = course / "solutions" / "steps" / "checks.py"
    checks.write_text(checks.read_text().replace("range(3)", "range(4)"))
    asked(course, job(RIGHT), "two")
    assert len(explored) == 6


@pytest.mark.parametrize("junk", [b"", b"{}", b'{"check_double": [1]}'])
def test_what_cannot_be_read_is_found_out_again(
    course: Path, job: MakeJob, explored: list[str], junk: bytes
) -> None:
    first = asked(course, job(RIGHT), "one")
    (kept,) = (course / "build" / "asked").iterdir()
    kept.write_bytes(junk)
    assert asked(course, job(RIGHT), "two") == first
    assert len(explored) == 6


def test_where_nothing_can_be_kept_all_goes_on(course: Path, job: MakeJob) -> None:
    (course / "build").write_text("a file where the folder should be")
    asked(course, job(RIGHT), "one")
