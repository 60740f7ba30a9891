"""Git tells which submissions a push changed."""

from __future__ import annotations

import subprocess
from pathlib import Path, PurePosixPath

import pytest

from autograder.ci.changed import UnknownChange, changed_since, only_changed
from autograder.grading.submission import Submission


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=t", "-c", "user.email=t@example.org")
    subprocess.run(["git", "-C", folder, *who, *arguments], check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Two commits: ann, bo and cy, then bo's notebook and cy's time stamp changed."""
    for student in ("ann", "bo", "cy", "bäé,\n"):
        folder = tmp_path / "submitted" / student / "s"
        folder.mkdir(parents=True)
        (folder / "s.ipynb").write_text("{}")
        (folder / "timestamp.txt").write_text("2027-01-01")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "one")
    (tmp_path / "submitted/bo/s/s.ipynb").write_text("{ }")
    (tmp_path / "submitted/cy/s/timestamp.txt").write_text("2027-01-02")
    (tmp_path / "submitted/bäé,\n/s/s.ipynb").write_text("{ }")
    git(tmp_path, "commit", "-qam", "two")
    (tmp_path / "submitted/dan/s").mkdir(parents=True)
    (tmp_path / "submitted/dan/s/s.ipynb").write_text("{}")
    return tmp_path / "submitted"


def test_changed_files_and_new_ones(repository: Path) -> None:
    assert {str(path) for path in changed_since("HEAD~1", repository)} == {
        *("bo/s/s.ipynb", "cy/s/timestamp.txt", "bäé,\n/s/s.ipynb", "dan/s/s.ipynb")
    }


def test_a_changed_notebook_or_stamp_is_graded(repository: Path) -> None:
    changed = changed_since("HEAD~1", repository)
    everyone = [
        Submission(name, "s", b"{}", path=PurePosixPath(name, "s/s.ipynb"))
        for name in ("ann", "bo", "cy", "dan")
    ]
    lost = Submission("eve", "s", b"", trouble="Which of two?")
    assert [one.student for one in only_changed([*everyone, lost], changed)] == [
        *("bo", "cy", "dan", "eve")
    ]


@pytest.mark.parametrize("ref", ["nothing", "--upload-pack=x", "", "0" * 40, "HEAD:submitted"])
def test_an_unknown_commit_is_one_sentence(repository: Path, ref: str) -> None:
    with pytest.raises(UnknownChange, match="fetch-depth"):
        changed_since(ref, repository)


def test_no_repository_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UnknownChange, match="git"):
        changed_since("HEAD", tmp_path)
