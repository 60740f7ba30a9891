"""Everything that is tried, and under how many seeds."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from autograder.course.assignment import load_assignment
from autograder.verify.junk import junk
from autograder.verify.trial import MOST_SEEDS, trials_of
from autograder.verify.variants import Kind, Variant, sampled, variants_of

TOML = 'title = "T"\n[[tasks]]\nname = "f"\npoints = 1\n[[tasks]]\nname = "g"\npoints = 1\n'
SOURCE = """# %% task="f"
def f(x, y):
    ### BEGIN SOLUTION
    return x + y
    ### END SOLUTION

# %% task="g"
def g(x):
    ### BEGIN SOLUTION
    return -x
    ### END SOLUTION
"""
EQUIVALENT = '[[equivalent]]\nmutant = "f: return x + y → return x - y"\nreason = "y is 0."\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("alternatives", "misconceptions"):
        (tmp_path / name).mkdir()
    (tmp_path / "assignment.toml").write_text(TOML)
    (tmp_path / "notebook.py").write_text(SOURCE)
    (tmp_path / "alternatives" / "sums.py").write_text('"""With sum."""\nf = sum\n')
    mistake = '"""Hint."""\nFAILS = ("check_f",)\ndef f(x, y):\n    return 2\n'
    (tmp_path / "misconceptions" / "two.py").write_text(mistake)
    return tmp_path


def of_kind(folder: Path, kind: Kind) -> list[Variant]:
    return [one for one in variants_of(load_assignment(folder)) if one.kind is kind]


def test_reference_and_starter_define_nothing_new(folder: Path) -> None:
    for kind in (Kind.REFERENCE, Kind.STARTER):
        assert [one.code for one in of_kind(folder, kind)] == [""]


def test_an_alternative_is_code_and_its_style(folder: Path) -> None:
    (one,) = of_kind(folder, Kind.ALTERNATIVE)
    assert (one.name, one.note) == ("sums", "With sum.")
    assert "f = sum" in one.code


def test_a_misconception_says_what_it_fails(folder: Path) -> None:
    (one,) = of_kind(folder, Kind.MISCONCEPTION)
    assert (one.name, one.fails, one.note) == ("two", ("check_f",), "Hint.")


def test_every_task_has_its_mutants(folder: Path) -> None:
    found = [(one.task, one.name) for one in of_kind(folder, Kind.MUTANT)]
    assert found == [
        ("f", "f: return x + y → return x - y"),
        ("g", "g: return -x → return x"),
    ]


def test_a_listed_mutant_is_an_equivalent_and_no_mutant(folder: Path) -> None:
    (folder / "equivalents.toml").write_text(EQUIVALENT, encoding="utf-8")
    (one,) = of_kind(folder, Kind.EQUIVALENT)
    assert (one.name, one.note) == ("f: return x + y → return x - y", "y is 0.")
    assert [mutant.task for mutant in of_kind(folder, Kind.MUTANT)] == ["g"]


def test_names_are_unique_among_those_of_a_kind(folder: Path) -> None:
    keys = [(one.kind, one.name) for one in variants_of(load_assignment(folder))]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(("name", "code"), list(junk(["f", "Net"])))
def test_junk_stands_in_the_place_of_every_task(name: str, code: str) -> None:
    names: dict[str, object] = {"f": "untouched", "Net": "untouched"}
    exec(code, names)
    assert "untouched" not in (names["f"], names["Net"]), name


def test_junk_gives_no_two_replies_alike() -> None:
    pairs = list(junk(["f"]))
    assert len({name for name, _ in pairs}) == len({code for _, code in pairs}) == len(pairs)


def mutant(number: int) -> Variant:
    return Variant("a", Kind.MUTANT, str(number))


def test_only_misconceptions_and_mutants_are_sampled() -> None:
    many = (Kind.MISCONCEPTION, Kind.MUTANT)
    others = [Variant("a", kind, "v") for kind in Kind if kind not in many]
    mistakes = [Variant("a", Kind.MISCONCEPTION, name) for name in "xy"]
    variants = [*others, *mistakes, *map(mutant, range(10))]
    assert sampled(variants, 4) == [*others, mistakes[0], mutant(2), mutant(6)]
    assert sampled(variants, 1) == variants


def seeds(kind: Kind, number: int) -> list[tuple[int, bool]]:
    return [(one.seed, one.whole) for one in trials_of([Variant("a", kind, "v")], number)]


def test_what_is_right_is_tried_under_every_seed() -> None:
    assert seeds(Kind.ALTERNATIVE, 50) == [(seed, False) for seed in range(50)]


@pytest.mark.parametrize("kind", [Kind.MISCONCEPTION, Kind.EQUIVALENT, Kind.MUTANT, Kind.JUNK])
def test_the_many_others_are_tried_under_as_many_seeds_as_they_need(kind: Kind) -> None:
    assert seeds(kind, 50) == [(seed, False) for seed in range(MOST_SEEDS[kind])]
    assert seeds(kind, 1) == [(0, False)]


def test_reference_and_starter_are_graded_as_whole_notebooks() -> None:
    assert seeds(Kind.REFERENCE, 2) == [(0, True), (0, False), (1, False)]
    assert seeds(Kind.STARTER, 2) == [(0, True)]


def test_trials_go_assignment_by_assignment_and_seed_by_seed() -> None:
    variants = [Variant(slug, Kind.ALTERNATIVE, name) for slug in "ab" for name in "xy"]
    order = [(t.variant.slug, t.seed, t.variant.name) for t in trials_of(variants, 2)]
    assert order == sorted(order)
    assert Counter(slug for slug, _, _ in order) == {"a": 4, "b": 4}
