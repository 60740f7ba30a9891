"""Which files a push changed, as git says."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from autograder.grading.entry import TIMESTAMP, plain_name
from autograder.grading.submission import Submission


class UnknownChange(Exception):
    """Git cannot tell what changed; the message says why and what to do."""


def changed_since(ref: str, root: Path) -> frozenset[PurePosixPath]:
    """The files below ``root`` that differ from the commit ``ref``, by path below it.

    Raises:
        UnknownChange: there is no git, no repository, or no such commit in it.
    """
    folder = root if root.is_dir() else root.parent
    commit = _git(
        folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}"
    )
    changed = _git(
        folder, "diff", "--name-only", "--relative", "--no-ext-diff", "-z", commit.strip()
    )
    fresh = _git(folder, "ls-files", "--others", "--exclude-standard", "-z")
    names = [name for name in (changed + fresh).split("\0") if name]
    return frozenset(PurePosixPath(plain_name(name)) for name in names)


def only_changed(
    found: Sequence[Submission], changed: frozenset[PurePosixPath]
) -> list[Submission]:
    """Those whose notebook or time stamp changed; what lies nowhere in particular stays, too."""
    return [
        one
        for one in found
        if one.path is None or changed & {one.path, one.path.parent / TIMESTAMP}
    ]


def _git(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", str(folder), "-c", "core.fsmonitor=false", *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except OSError as error:
        raise UnknownChange(f"git does not run here ({error.strerror}); install it") from None
    if done.returncode:
        said = os.fsdecode(done.stderr).strip() or "there is no such commit here"
        raise UnknownChange(
            f"git does not tell what changed in {folder}: {said.splitlines()[-1]}; is the clone "
            "whole (fetch-depth: 0), and the commit named right?"
        )
    return os.fsdecode(done.stdout)
