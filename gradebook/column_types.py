"""How values become cells, so that every database gives back what it was given."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import DateTime, Dialect, Text
from sqlalchemy.types import TypeDecorator


class PlainText(TypeDecorator[str]):
    """Text that every database stores: what it could not hold is written as an escape.

    A student's output may contain NUL, which PostgreSQL refuses, and a file name lone surrogates,
    which no database can encode. Neither may stop a grade from being recorded.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Escape what cannot be stored."""
        return None if value is None else storable(value)


def storable(text: str) -> str:
    """The text as a database gives it back."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8").replace("\0", "\\x00")


class Moment(TypeDecorator[datetime]):
    """An aware moment, stored as naive UTC and given back in UTC."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Convert to UTC and drop the zone."""
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Put the zone back."""
        return None if value is None else value.replace(tzinfo=UTC)


class JsonList(TypeDecorator[Sequence[object]]):
    """A sequence as JSON in a text column, given back as a tuple.

    Not the database's own JSON type: mismatches of tensors contain NaN and infinity, which
    Python's JSON keeps and PostgreSQL's refuses.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Sequence[object] | None, dialect: Dialect) -> str | None:
        """Write the items as one line of ASCII JSON."""
        return None if value is None else json.dumps(list(value))

    def process_result_value(
        self, value: str | None, dialect: Dialect
    ) -> tuple[object, ...] | None:
        """Read the items back."""
        return None if value is None else tuple(json.loads(value))
