"""What every record must be: numbers that are numbers, moments that name their time zone."""

from collections.abc import Iterable
from datetime import datetime
from math import isfinite

from gradebook.errors import GradebookError


def require(condition: bool, sentence: str) -> None:
    """Raise ``GradebookError`` with the sentence unless the condition holds."""
    if not condition:
        raise GradebookError(sentence)


def require_finite(what: str, numbers: Iterable[float]) -> None:
    """Refuse NaN and infinity, which a database would quietly store as "no value"."""
    for number in numbers:
        require(isfinite(number), f"{what} has the number {number}; only finite ones are kept")


def require_aware(what: str, *moments: datetime | None) -> None:
    """Refuse a moment without a UTC offset."""
    for moment in moments:
        require(
            moment is None or moment.utcoffset() is not None,
            f"{what} has the moment {moment} without a time zone; add its UTC offset",
        )
