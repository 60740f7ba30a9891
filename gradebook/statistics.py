"""What a class's marks say about the class, and about the checks: the formulas, and no more.

Pure functions of plain numbers. None stands for what cannot be told, such as how well a check
that everybody passes tells strong from weak.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, sqrt
from statistics import quantiles

UPPER_LOWER_SHARE = 0.27
"""Of the class in each of both groups; see ``upper_lower``."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Where the numbers lie. Quartiles are interpolated between neighbours, as spreadsheets do."""

    count: int
    mean: float
    least: float
    lower_quartile: float
    median: float
    upper_quartile: float
    most: float


def summary(values: Sequence[float]) -> Summary | None:
    """Sum up numbers in any order; None if there are none."""
    if not values:
        return None
    ordered = sorted(values)
    # One number alone has no quartiles but itself.
    lower, median, upper = quantiles(ordered * (2 if len(ordered) == 1 else 1), method="inclusive")
    mean = fsum(ordered) / len(ordered)
    return Summary(len(ordered), mean, ordered[0], lower, median, upper, ordered[-1])


def histogram(shares: Sequence[float], bins: int = 10) -> list[int]:
    """Count shares from 0 to 1 in ``bins`` of equal width; what lies outside is in the outermost.

    A share on an edge belongs to the bin above it, but 1 to the last.
    """
    counts = [0] * bins
    for share in shares:
        # Rounded first: 0.7 * 10 is a little more than 7, and 0.58 * 100 a little less than 58.
        counts[min(bins - 1, max(0, int(round(share * bins, 9))))] += 1
    return counts


def point_biserial(passed: Sequence[bool], scores: Sequence[float]) -> float | None:
    """How well a check tells strong from weak: the correlation of passing it with the score.

    ``scores`` should leave out the check's own points (the item-rest correlation), or a check
    agrees with itself. From -1 to 1; below 0 the weak pass it more often than the strong, and
    something is wrong with it. None if all pass or none does, or all scores are equal.

    The formula is r = (M1 - M0) / s * sqrt(p * (1 - p)), with the mean scores M1 and M0 of those
    who pass and who do not, the standard deviation s of all scores (divided by n, not n - 1) and
    the share p who pass: L. Crocker and J. Algina, Introduction to Classical and Modern Test
    Theory, 1986, chapter 14. Leaving out the item: S. Henrysson, Correction of item-total
    correlations in item analysis, Psychometrika 28, 1963.
    """
    ones = [score for won, score in zip(passed, scores, strict=True) if won]
    zeros = [score for won, score in zip(passed, scores, strict=True) if not won]
    if not ones or not zeros or min(scores) == max(scores):
        return None
    mean = fsum(scores) / len(scores)
    deviation = sqrt(fsum((score - mean) ** 2 for score in scores) / len(scores))
    share = len(ones) / len(scores)
    apart = fsum(ones) / len(ones) - fsum(zeros) / len(zeros)
    return max(-1.0, min(1.0, apart / deviation * sqrt(share * (1 - share))))


def upper_lower(
    passed: Sequence[bool], scores: Sequence[float], share: float = UPPER_LOWER_SHARE
) -> float | None:
    """The upper-lower index: the pass rate of the best of the class less that of the weakest.

    From -1 to 1. Of students with the same score at the edge of a group each counts in part, so
    that their order has no say. None for fewer than two students.

    D = p_upper - p_lower: A. P. Johnson, Notes on a suggested index of item validity: the U-L
    index, Journal of Educational Psychology 42, 1951. Groups of 27 percent: T. L. Kelley, The
    selection of upper and lower groups for the validation of test items, Journal of Educational
    Psychology 30, 1939.
    """
    if len(passed) < 2:
        return None
    size = max(1.0, share * len(passed))
    return _rate_of_best(passed, scores, size) - _rate_of_best(passed, [-s for s in scores], size)


def _rate_of_best(passed: Sequence[bool], scores: Sequence[float], size: float) -> float:
    """The pass rate of the ``size`` students with the highest scores."""
    alike: dict[float, list[bool]] = defaultdict(list)
    for won, score in zip(passed, scores, strict=True):
        alike[score].append(won)
    room, winners = size, 0.0
    for score in sorted(alike, reverse=True):
        taken = min(room, len(alike[score]))
        winners += taken * sum(alike[score]) / len(alike[score])
        room -= taken
    return winners / size
