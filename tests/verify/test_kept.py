"""A proof is kept for as long as nothing changes that it rests on."""

from __future__ import annotations

import shutil
from pathlib import Path

import msgspec
import pytest

from autograder.course.assignment import load_assignment
from autograder.verify.kept import KeptProofs, foundation
from autograder.verify.proof import Proof, Row
from autograder.verify.run import by_assignment
from autograder.verify.trial import Trial, Tried
from autograder.verify.variants import Kind, Variant

ROW = Row("a", "Title", 2, 2, 2, 1, 1, 4, 2, 1, 15, 0, 0, 0, 0)
GOOD = Proof((ROW,), (), (), 50, 61.3, 2)
BAD = msgspec.structs.replace(GOOD, shortfalls=(("a", "flake", "check_a: now and then"),))


RESTING = {"a": "key", "b": "key"}


def test_a_good_proof_is_kept(tmp_path: Path) -> None:
    kept = KeptProofs(tmp_path / "proved", RESTING)
    assert kept.get("a") is None
    kept.put("a", GOOD)
    assert kept.get("a") == GOOD
    assert KeptProofs(tmp_path / "proved", RESTING, again=True).get("a") is None


def test_it_proves_nothing_else(tmp_path: Path) -> None:
    kept = KeptProofs(tmp_path, RESTING)
    kept.put("a", GOOD)
    assert kept.get("b") is None
    assert KeptProofs(tmp_path, {"a": "other"}).get("a") is None


def test_a_shortfall_is_not_kept_and_ends_what_was(tmp_path: Path) -> None:
    kept = KeptProofs(tmp_path, RESTING)
    kept.put("a", GOOD)
    kept.put("a", BAD)
    assert kept.get("a") is None


def test_a_damaged_file_is_no_proof(tmp_path: Path) -> None:
    kept = KeptProofs(tmp_path, RESTING)
    kept.put("a", GOOD)
    (path,) = tmp_path.iterdir()
    path.write_bytes(path.read_bytes()[:-20])
    assert kept.get("a") is None


@pytest.mark.parametrize(
    "changed",
    [
        "solutions/{}/checks.py",
        "solutions/{}/equivalents.toml",
        "solutions/{}/alternatives/einsum.py",
        "solutions/{}/misconceptions/clamp_of_the_gradient.py",
        "assignments/{}/{}.ipynb",
    ],
)
def test_it_rests_on_every_file_of_the_assignment(
    course: Path, tmp_path: Path, changed: str
) -> None:
    slug = "06-manual-backprop"
    for top in ("solutions", "assignments"):
        shutil.copytree(course / top / slug, tmp_path / top / slug)
    about = load_assignment(tmp_path / "solutions" / slug)
    before = foundation(tmp_path, about, (50, 1))
    assert foundation(tmp_path, about, (50, 1)) == before
    assert foundation(tmp_path, about, (3, 1)) != before
    path = tmp_path / changed.format(slug, slug)
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert foundation(tmp_path, about, (50, 1)) != before


def test_an_assignment_is_complete_with_its_last_trial() -> None:
    trials = [Trial(Variant(slug, Kind.JUNK, "j"), seed) for slug in "ab" for seed in (0, 1)]
    order = [0, 2, 1, 3]
    stream = iter([Tried(trials[number]) for number in order])
    found = by_assignment(trials, stream)
    assert next(found) == ("a", [Tried(trials[0]), Tried(trials[1])])
    assert next(stream, None) == Tried(trials[3])  # nothing of b was waited for
