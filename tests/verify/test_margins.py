"""How near the right and the wrong answers come to a tolerance."""

from __future__ import annotations

import math

import pytest
import torch

from autograder.checks.margin import Margin, measured, note
from autograder.verify.margins import Measured, Measurement, Reach, measurements_of, nearest
from autograder.verify.variants import Kind, Variant

NAN, INF = math.nan, math.inf


def share(got: list[float], expected: list[float], rtol: float = 0.1, atol: float = 0.0) -> float:
    with measured() as margins:
        note(torch.tensor(got), torch.tensor(expected), rtol, atol)
    (margin,) = margins
    return margin.share


@pytest.mark.parametrize(
    ("got", "expected", "wanted"),
    [
        ([10.0], [10.0], 0.0),
        ([10.5], [10.0], 0.5),
        ([-12.0], [-10.0], 2.0),
        ([1.0, 10.5, 100.1], [1.0, 10.0, 100.0], 0.5),
        ([0.0], [0.0], 0.0),
        ([0.1], [0.0], INF),
        ([NAN], [NAN], 0.0),
        ([NAN], [1.0], INF),
        ([1.0], [NAN], INF),
        ([INF], [INF], 0.0),
        ([-INF], [INF], INF),
        ([1.0], [INF], INF),
        ([INF], [1.0], INF),
        ([], [], 0.0),
    ],
)
def test_share_is_the_worst_error_over_what_is_allowed(
    got: list[float], expected: list[float], wanted: float
) -> None:
    assert share(got, expected) == pytest.approx(wanted)


def test_share_counts_both_tolerances() -> None:
    assert share([10.0], [8.0], rtol=0.125, atol=1.0) == 1.0


def test_an_exact_comparison_has_no_margin() -> None:
    with measured() as margins:
        note(torch.zeros(1), torch.ones(1), 0.0, 0.0)
    assert margins == []


def test_a_margin_names_dtype_and_tolerance() -> None:
    with measured() as margins:
        note(torch.zeros(2, dtype=torch.float64), torch.ones(2, dtype=torch.float64), 0.5, 0.0)
    assert margins == [Margin("float64", 0.5, 2.0)]


def test_complex_numbers_are_measured() -> None:
    with measured() as margins:
        note(torch.tensor([3 + 4j]), torch.tensor([3 + 3j]), 0.0, 2.0)
    assert margins == [Margin("complex64", 0.0, 0.5)]


def test_nobody_collects_outside_the_block() -> None:
    with measured() as outer:
        with measured() as inner:
            note(torch.zeros(1), torch.ones(1), 1.0, 0.0)
        assert (len(outer), len(inner)) == (0, 1)
    note(torch.zeros(1), torch.ones(1), 1.0, 0.0)
    assert outer == []


def variant(kind: Kind, name: str, slug: str = "a") -> Variant:
    return Variant(slug, kind, name)


def seen(about: Variant, *shares: float, check: str = "check_f", passed: bool = True) -> Measured:
    reaches = tuple(Reach(check, passed, "float32", 1e-5, share) for share in shares)
    return Measured(Measurement(about, 0, 1), reaches)


REFERENCE = variant(Kind.REFERENCE, "reference")
LOOP = variant(Kind.ALTERNATIVE, "loop")
EQUIVALENT = variant(Kind.EQUIVALENT, "f: x + y → y + x")
MISTAKE = variant(Kind.MISCONCEPTION, "mistake")
MUTANT = variant(Kind.MUTANT, "f: x → y")


def test_the_nearest_right_answer_is_the_worst_of_them() -> None:
    (found,) = nearest([seen(REFERENCE, 0.0), seen(LOOP, 0.2, 0.1), seen(EQUIVALENT, 0.1)])
    assert (found.right.share, found.right_name) == (0.2, "loop")


def test_the_nearest_wrong_answer_is_the_best_of_them() -> None:
    (found,) = nearest([seen(REFERENCE, 0.0), seen(MISTAKE, 90.0), seen(MUTANT, 7.0, 8.0)])
    assert found.wrong is not None
    assert (found.wrong.share, found.wrong_name) == (7.0, "f: x → y")


def test_what_a_wrong_variant_gets_right_is_no_wrong_answer() -> None:
    (found,) = nearest([seen(REFERENCE, 0.0), seen(MISTAKE, 0.9, 1.0)])
    assert (found.wrong, found.wrong_name) == (None, "")


def test_a_check_that_no_right_answer_reached_is_left_out() -> None:
    assert nearest([seen(MISTAKE, 3.0)]) == []
    assert nearest([]) == []


def test_checks_are_kept_apart_and_in_order() -> None:
    other = variant(Kind.REFERENCE, "reference", slug="b")
    several = [seen(other, 0.5), seen(REFERENCE, 0.3, check="check_g"), seen(REFERENCE, 0.1)]
    found = [(one.slug, one.check, one.right.share) for one in nearest(several)]
    assert found == [("a", "check_f", 0.1), ("a", "check_g", 0.3), ("b", "check_f", 0.5)]


def test_right_answers_are_measured_with_more_threads() -> None:
    wanted = list(measurements_of([REFERENCE, LOOP, MUTANT], seeds=2))
    threads = {v.kind: [w.threads for w in wanted if w.variant == v] for v in (LOOP, MUTANT)}
    assert threads == {Kind.ALTERNATIVE: [1, 1, 2, 2, 4, 4], Kind.MUTANT: [1, 1]}


def test_starter_and_junk_are_not_measured() -> None:
    junk = [variant(Kind.STARTER, "starter"), variant(Kind.JUNK, "nothing")]
    assert not list(measurements_of(junk, seeds=3))
