"""Grade the whole sample class in two zones, and hold every check to ``expected.toml``.

Slow: `make split` runs it. Ends with status 1 where a notebook gets something else.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from autograder.grading.judge import NO_GPU
from gradebook.records import Attempt
from gradebook.store import Gradebook

ROOT = Path(__file__).parents[2]
SUBMITTED = ROOT / "tests/sample_class/submitted"
STEPS = ("questions", "answers", "gradebook.db")


def autograder(*arguments: str | Path, may_end: tuple[int, ...] = (0,)) -> str:
    """Run a command; returns what it printed. Raises ``SystemExit`` where it fails."""
    command = [sys.executable, "-m", "autograder.cli", *map(str, arguments)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    if done.returncode not in may_end:
        raise SystemExit(f"autograder {arguments[0]} ended with status {done.returncode}")
    return done.stdout


def expected() -> Iterator[tuple[tuple[str, str], dict]]:
    """What each notebook must get, by student and assignment."""
    for path in sorted(SUBMITTED.glob("*/expected.toml")):
        for slug, about in tomllib.loads(path.read_text("utf-8")).items():
            if slug != "story":
                yield (path.parent.name, slug), about


def differences(attempt: Attempt, about: dict) -> Iterator[str]:
    """What a notebook got that it must not get."""
    if attempt.status != about["status"]:
        yield f"is {attempt.status}, not {about['status']}: {attempt.note}"
    score = about.get("score")
    if (attempt.score is None) != (score is None) or abs(
        (attempt.score or 0) - (score or 0)
    ) > 1e-3:
        yield f"has {attempt.score} points, not {score}"
    judged = [check for check in attempt.checks if check.message != NO_GPU]
    found = {check.check: check.outcome for check in judged if check.outcome != "passed"}
    if found != about.get("not_passed", {}):
        yield f"did not pass {found}, but was to fail {about.get('not_passed', {})}"
    known = sorted({check.misconception for check in attempt.checks if check.misconception})
    if known != about["misconceptions"]:
        yield f"is diagnosed as {known}, not {about['misconceptions']}"


def main() -> None:
    """Grade, compare, tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="a new folder for questions, answers and marks")
    questions, answers, target = (parser.parse_args().folder.resolve() / name for name in STEPS)
    record = ("--gradebook", target)
    nonce = autograder("ask", SUBMITTED, "--output", questions, *record).strip()
    autograder("answer", questions, SUBMITTED, "--output", answers)
    judged = ("judge", answers, SUBMITTED, "--nonce", nonce, *record, "--quiet")
    autograder(*judged, may_end=(0, 1, 3))
    wrong = 0
    with Gradebook.open(target) as gradebook:
        for (student, slug), about in expected():
            (attempt,) = gradebook.attempts(student, slug)
            for difference in differences(attempt, about):
                sys.stdout.write(f"{student}, {slug}: {difference}\n")
                wrong += 1
    sys.stdout.write(f"{wrong} differences from one zone.\n")
    raise SystemExit(wrong > 0)


if __name__ == "__main__":
    main()
