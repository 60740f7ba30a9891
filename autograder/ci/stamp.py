"""When a student's work was handed in, as the server that it was pushed to says.

The date in a commit is what its author's computer said, so anybody can write any; when a push
arrived, the server saw. Run by the workflows as ``python -m autograder.ci.stamp``, in the zone that
holds the token and runs nothing of the student's.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from autograder.grading.collect import submitted_at
from autograder.grading.entry import TIMESTAMP

_SECONDS = 60
_USAGE = "usage: python -m autograder.ci.stamp FOLDER CLONE REPOSITORY [MOMENT]"


class NoMoment(Exception):
    """Nobody knows when it was handed in; the message says why."""


def pushed_at(
    repository: str, branch: str, commit: str, environment: Mapping[str, str]
) -> datetime:
    """When the server first got a commit as the newest of a branch.

    Args:
        repository: of the student, as ``owner/name``.
        branch: its branch that is graded.
        commit: the commit, in full.
        environment: tells of the server (``GITHUB_API_URL`` or ``CI_API_V4_URL``), and has a
            token in ``STUDENTS_TOKEN``.

    Raises:
        NoMoment: the server does not say.
    """
    try:
        moments = [
            at for ref, to, at in _pushes(repository, environment) if (ref, to) == (branch, commit)
        ]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NoMoment(f"the server does not tell what was pushed ({error})") from None
    known = [moment for moment in map(submitted_at, map(str.encode, moments)) if moment]
    if not known:
        raise NoMoment(f"the server knows of no push of {commit[:12]} to {branch}")
    return min(known)


def _pushes(repository: str, environment: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Branch, newest commit and moment of the last hundred pushes."""
    token = environment["STUDENTS_TOKEN"]
    if "GITHUB_API_URL" in environment:
        url = f"{environment['GITHUB_API_URL']}/repos/{repository}/activity?per_page=100"
        for one in _asked(url, {"Authorization": f"Bearer {token}"}):
            yield one["ref"].removeprefix("refs/heads/"), one["after"], one["timestamp"]
        return
    project = urllib.parse.quote(repository, safe="")
    url = f"{environment['CI_API_V4_URL']}/projects/{project}/events?action=pushed&per_page=100"
    for one in _asked(url, {"PRIVATE-TOKEN": token}):
        yield one["push_data"]["ref"], one["push_data"]["commit_to"], one["created_at"]


def _asked(url: str, headers: dict[str, str]) -> list[dict[str, Any]]:
    request = urllib.request.Request(url, headers=headers)
    with urllib.request.urlopen(request, timeout=_SECONDS) as answer:
        found: list[dict[str, Any]] = json.load(answer)
    return found


def stamp(folder: Path, moment: datetime) -> None:
    """Write the moment beside each notebook of a student, where only the collector can."""
    shutil.rmtree(folder / TIMESTAMP, ignore_errors=True)  # a student may call a folder so
    for place in [folder, *(path for path in folder.iterdir() if path.is_dir())]:
        shutil.rmtree(place / TIMESTAMP, ignore_errors=True)
        (place / TIMESTAMP).write_text(f"{moment.isoformat()}\n", encoding="utf-8")


def main(arguments: list[str], environment: Mapping[str, str]) -> int:
    """Stamp a student's ``FOLDER`` with the push of the commit in ``CLONE``; an exit status.

    ``MOMENT``, in ISO 8601, goes before what the server says: whoever starts the run may know.
    """
    if len(arguments) not in (3, 4):
        sys.stderr.write(f"{_USAGE}\n")
        return 2
    folder, clone, repository, told = [*arguments, ""][:4]
    try:
        moment = _told(told) if told else _of_head(Path(clone), repository, environment)
    except NoMoment as error:
        notice = "::warning::" if "GITHUB_API_URL" in environment else "warning: "
        sys.stdout.write(
            f"{notice}nobody knows when it was handed in, so it is not late: {error}\n"
        )
        return 0
    except ValueError as error:
        sys.stderr.write(f"autograder: {error}\n")
        return 2
    stamp(Path(folder), moment)
    sys.stdout.write(f"handed in {moment:%Y-%m-%d %H:%M:%S} UTC\n")
    return 0


def _told(text: str) -> datetime:
    moment = submitted_at(text.encode())
    if moment is None:
        raise ValueError(f"{text!a} is no moment; write one like 2027-02-14T23:59:00+01:00")
    return moment


def _of_head(clone: Path, repository: str, environment: Mapping[str, str]) -> datetime:
    branch, commit = (_git(clone, *words) for words in (("--abbrev-ref", "HEAD"), ("HEAD",)))
    return pushed_at(repository, branch, commit, environment)


def _git(clone: Path, *words: str) -> str:
    command = ["git", "-C", str(clone), "rev-parse", *words]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        raise NoMoment("there is no commit")
    return done.stdout.strip()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:], os.environ))
