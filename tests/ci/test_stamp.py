"""When work was handed in is what the server says, never what a commit does."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from api import Api, serving
from servers import git, repository

from autograder.ci.stamp import main

SERVERS = {"github": "GITHUB_API_URL", "gitlab": "CI_API_V4_URL"}
TOKENS = {"github": ("Authorization", "Bearer token"), "gitlab": ("Private-Token", "token")}
HEAD, OTHER = "HEAD", "f" * 40


@pytest.fixture(scope="module")
def api() -> Iterator[Api]:
    with serving() as one:
        yield one


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    folder = tmp_path / "clone"
    folder.mkdir()
    (folder / "a.ipynb").write_text("{}")
    return repository(folder)


@pytest.fixture
def handed_in(tmp_path: Path) -> Path:
    """What the step before took over, with a folder that is named as no folder should be."""
    folder = tmp_path / "submitted" / "ada"
    for name in ("04-autograd", "other place/deep"):
        (folder / name).mkdir(parents=True)
    return folder


def stamps(folder: Path) -> dict[str, str]:
    found = folder.rglob("timestamp.txt")
    return {str(path.parent.relative_to(folder)): path.read_text().strip() for path in found}


@pytest.mark.parametrize("server", SERVERS)
def test_the_first_push_of_the_commit_to_the_branch(
    server: str, api: Api, clone: Path, handed_in: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = git("rev-parse", "HEAD", cwd=clone).strip()
    api.pushed(
        "ada/work",
        ("main", head, "2027-02-20T09:00:00Z"),  # pushed back to it
        ("main", OTHER, "2027-02-16T09:00:00Z"),
        ("main", head, "2027-02-15T10:30:00+01:00"),
        ("draft", head, "2027-02-14T09:00:00Z"),
    )
    told = {SERVERS[server]: api.url, "STUDENTS_TOKEN": "token"}
    assert main([str(handed_in), str(clone), "ada/work"], told) == 0
    moment = "2027-02-15T09:30:00+00:00"
    assert stamps(handed_in) == {".": moment, "04-autograd": moment, "other place": moment}
    assert capsys.readouterr().out == "handed in 2027-02-15 09:30:00 UTC\n"
    name, value = TOKENS[server]
    assert api.asked[-1][1][name] == value


@pytest.mark.parametrize("server", SERVERS)
@pytest.mark.parametrize("repository", ["ada/unpushed", "ada/hidden", "ada/junk"])
def test_where_the_server_does_not_say_it_is_not_late_and_that_is_said(
    server: str,
    repository: str,
    api: Api,
    clone: Path,
    handed_in: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    api.pushed("ada/unpushed", ("main", OTHER, "2027-02-15T09:00:00Z"))
    for path in ("/repos/ada/junk/activity?per_page=100", "/projects/ada%2Fjunk/events"):
        api.answers[path] = [{"nothing": 1}]
    told = {SERVERS[server]: api.url, "STUDENTS_TOKEN": "token"}
    assert main([str(handed_in), str(clone), repository], told) == 0
    assert stamps(handed_in) == {}
    said = capsys.readouterr().out
    assert said.startswith("::warning::nobody knows" if server == "github" else "warning: nobody")
    assert "so it is not late: the server " in said


def test_a_moment_that_is_told_goes_first(handed_in: Path, clone: Path) -> None:
    assert main([str(handed_in), str(clone), "ada/work", "2027-02-15T09:00:00+01:00"], {}) == 0
    assert set(stamps(handed_in).values()) == {"2027-02-15T08:00:00+00:00"}


def test_no_moment_is_wrong_usage(
    handed_in: Path, clone: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(handed_in), str(clone), "ada/work", "yesterday\n::error::"], {}) == 2
    assert capsys.readouterr().err == (
        "autograder: 'yesterday\\n::error::' is no moment; write one like "
        "2027-02-14T23:59:00+01:00\n"
    )
    assert stamps(handed_in) == {}
    assert main([], {}) == 2


def test_a_folder_in_the_place_of_a_stamp_does_not_keep_it_away(
    handed_in: Path, clone: Path
) -> None:
    """A student may name a folder so; a link cannot come this far."""
    (handed_in / "04-autograd" / "timestamp.txt").mkdir()
    os.mkdir(handed_in / "timestamp.txt")
    assert main([str(handed_in), str(clone), "ada/work", "2027-02-15T09:00:00Z"], {}) == 0
    assert (handed_in / "04-autograd" / "timestamp.txt").read_text().startswith("2027-02-15")
