"""Every kind of shortfall, from records made by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.course.assignment import load_assignment
from autograder.course.release import write_starter
from autograder.outcome import Outcome
from autograder.verify.judge import Fault, Shortfall, shortfalls, undeclared
from autograder.verify.trial import Seen, Trial, Tried
from autograder.verify.variants import Kind, Variant, variants_of

PASSED, FAILED, SKIPPED = Outcome.PASSED, Outcome.FAILED, Outcome.SKIPPED
Spoil = Callable[[Path], None]
MISTAKE = Variant("a", Kind.MISCONCEPTION, "mistake", fails=("check_f",))
WRONG = [Kind.STARTER, Kind.JUNK]
RIGHT = [Kind.REFERENCE, Kind.ALTERNATIVE, Kind.EQUIVALENT]


def tried(about: Variant, *seen: Seen, seed: int = 0, trouble: str = "") -> Tried:
    return Tried(Trial(about, seed), seen, trouble)


def ran(kind: Kind, *outcomes: Outcome, seed: int = 0) -> Tried:
    """A variant whose checks ended so."""
    seen = [Seen(f"check_{number}", outcome, "Why.") for number, outcome in enumerate(outcomes)]
    return tried(Variant("a", kind, "v"), *seen, seed=seed)


def said(*several: Tried) -> list[tuple[Fault, str]]:
    return [(one.fault, one.text) for one in shortfalls(several)]


def diagnosed(check: str, name: str | None, outcome: Outcome = FAILED) -> Seen:
    return Seen(check, outcome, "Why.", name)


def test_nothing_when_all_is_right() -> None:
    as_it_must_be = [ran(kind, PASSED, PASSED, seed=s) for kind in RIGHT for s in (0, 1)]
    as_it_must_be += [ran(kind, FAILED, SKIPPED) for kind in WRONG]
    as_it_must_be.append(ran(Kind.MUTANT, PASSED, FAILED))
    mistake = tried(MISTAKE, diagnosed("check_f", "mistake"), Seen("check_g", PASSED, ""))
    assert said(*as_it_must_be, mistake) == []


def test_nothing_tried_is_nothing_wrong() -> None:
    assert said() == []


@pytest.mark.parametrize("kind", RIGHT)
@pytest.mark.parametrize("outcome", [FAILED, SKIPPED, Outcome.ERRORED, Outcome.TIMED_OUT])
def test_what_is_right_must_pass_everything(kind: Kind, outcome: Outcome) -> None:
    title = "reference" if kind is Kind.REFERENCE else f"{kind.value} v"
    expected = (Fault.FALSE_REJECT, f"{title}: {outcome.value} check_1: Why.")
    assert said(ran(kind, PASSED, outcome)) == [expected]


@pytest.mark.parametrize("kind", WRONG)
def test_what_is_wrong_must_pass_nothing(kind: Kind) -> None:
    title = "starter" if kind is Kind.STARTER else f"{kind.value} v"
    assert said(ran(kind, FAILED, PASSED)) == [(Fault.FALSE_ACCEPT, f"{title}: passes check_1")]


@pytest.mark.parametrize("outcomes", [(PASSED, PASSED), ()])
def test_a_mutant_must_fail_something(outcomes: tuple[Outcome, ...]) -> None:
    text = "mutant v: survives every check that gives points"
    assert said(ran(Kind.MUTANT, *outcomes)) == [(Fault.FALSE_ACCEPT, text)]


@pytest.mark.parametrize("outcome", [PASSED, SKIPPED])
def test_a_misconception_must_fail_what_it_declares(outcome: Outcome) -> None:
    text = f"misconception mistake: must fail check_f, but it {outcome.value}"
    assert said(tried(MISTAKE, Seen("check_f", outcome, ""))) == [(Fault.FALSE_ACCEPT, text)]


def test_a_misconception_must_fail_nothing_else() -> None:
    run = tried(MISTAKE, diagnosed("check_f", "mistake"), diagnosed("check_g", "mistake"))
    text = "misconception mistake: fails check_g, must not: Why."
    assert said(run) == [(Fault.FALSE_REJECT, text)]


@pytest.mark.parametrize(("name", "word"), [("other", "other"), (None, "nothing")])
def test_a_misconception_must_be_diagnosed_as_itself(name: str | None, word: str) -> None:
    text = f"misconception mistake: check_f is diagnosed as {word}"
    assert said(tried(MISTAKE, diagnosed("check_f", name))) == [(Fault.MISDIAGNOSED, text)]


def test_a_misconception_must_declare_checks_that_there_are() -> None:
    about = Variant("a", Kind.MISCONCEPTION, "mistake", fails=("check_f", "check_z", "check_y"))
    text = "misconception mistake: declares checks that do not exist: check_y, check_z"
    assert said(tried(about, diagnosed("check_f", "mistake"))) == [(Fault.UNDECLARED, text)]


def test_what_fails_under_some_seeds_only_is_a_flake() -> None:
    runs = [ran(Kind.ALTERNATIVE, outcome, seed=s) for s, outcome in enumerate((PASSED, FAILED))]
    assert said(*runs) == [
        (Fault.FALSE_REJECT, "alternative v: failed check_0: Why."),
        (Fault.FLAKE, "alternative v: as it must be under 1 of 2 seeds only"),
    ]


def test_a_mutant_that_survives_under_one_seed_is_a_flake() -> None:
    runs = [ran(Kind.MUTANT, out, seed=s) for s, out in enumerate((FAILED, PASSED, FAILED))]
    text = "mutant v: as it must be under 2 of 3 seeds only"
    assert [fault for fault, _ in said(*runs)] == [Fault.FALSE_ACCEPT, Fault.FLAKE]
    assert text in {text for _, text in said(*runs)}


def test_what_fails_under_every_seed_is_said_once_and_no_flake() -> None:
    runs = [ran(Kind.ALTERNATIVE, FAILED, seed=seed) for seed in range(3)]
    assert said(*runs) == [(Fault.FALSE_REJECT, "alternative v: failed check_0: Why.")]


def test_what_cannot_be_tried_is_broken() -> None:
    run = tried(Variant("a", Kind.JUNK, "v"), trouble="no torch")
    assert said(run) == [(Fault.BROKEN, "junk v: could not be tried: no torch")]


def test_a_check_that_breaks_is_broken() -> None:
    run = ran(Kind.MUTANT, Outcome.GRADER_ERROR)
    assert said(run) == [(Fault.BROKEN, "mutant v: check_0: Why.")]


def test_shortfalls_name_their_assignment_and_are_sorted() -> None:
    runs = [tried(Variant(slug, Kind.JUNK, "v"), Seen("c", PASSED, "")) for slug in ("b", "a")]
    assert [str(one) for one in shortfalls(runs)] == ["a: junk v: passes c", "b: junk v: passes c"]


TOML = 'title = "T"\n[[tasks]]\nname = "f"\npoints = 1\n'
SOURCE = """# %% task="f"
def f(x, y):
    ### BEGIN SOLUTION
    return x + y
    ### END SOLUTION
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An assignment that leaves nothing out."""
    folder = tmp_path / "solutions" / "a"
    (folder / "alternatives").mkdir(parents=True)
    (folder / "assignment.toml").write_text(TOML)
    (folder / "notebook.py").write_text(SOURCE)
    for name in ("one", "two", "three"):
        style = f'"""Style {name}."""\ndef f(x, y):\n    return y + x\n'
        (folder / "alternatives" / f"{name}.py").write_text(style)
    write_starter(tmp_path, load_assignment(folder))
    return folder


def left_out(folder: Path) -> list[Shortfall]:
    about = load_assignment(folder)
    return list(undeclared(folder.parents[1], about, variants_of(about)))


def list_equivalent(folder: Path, mutant: str) -> None:
    text = f'[[equivalent]]\nmutant = "{mutant}"\nreason = "Why not."\n'
    (folder / "equivalents.toml").write_text(text, encoding="utf-8")


def test_nothing_is_left_out(folder: Path) -> None:
    list_equivalent(folder, "f: return x + y → return x - y")
    assert left_out(folder) == []


def test_a_stale_starter(folder: Path) -> None:
    (folder / "notebook.py").write_text(SOURCE + "\n# %%\nmore = 1\n")
    text = "the starter notebook is out of date; run `autograder build`"
    assert left_out(folder) == [Shortfall("a", Fault.UNDECLARED, text)]


def test_too_few_alternatives(folder: Path) -> None:
    (folder / "alternatives" / "two.py").write_text('"""Other."""\ndef g(x, y):\n    return 1\n')
    text = "2 alternatives define f; there must be 3"
    assert left_out(folder) == [Shortfall("a", Fault.UNDECLARED, text)]


def test_an_equivalent_of_nothing(folder: Path) -> None:
    list_equivalent(folder, "f: return x → return y")
    text = "equivalents.toml lists a mutant that does not exist: f: return x → return y"
    assert left_out(folder) == [Shortfall("a", Fault.UNDECLARED, text)]
