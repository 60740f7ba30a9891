"""The schema explains itself and defends itself."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from gradebook import schema
from gradebook.policy import CoursePolicy
from gradebook.records import Adjustment, Attempt
from gradebook.store import Gradebook


@pytest.mark.parametrize("table", schema.metadata.sorted_tables, ids=str)
def test_every_table_and_column_says_what_it_is(table: schema.Table) -> None:
    assert table.comment
    assert [column.name for column in table.columns if not column.comment] == []


@pytest.mark.parametrize("change", ["DELETE FROM {0}", "UPDATE {0} SET {1} = {1}"])
def test_the_database_refuses_changes(
    book: Gradebook, path: Path, attempt: Callable[..., Attempt], due: datetime, change: str
) -> None:
    book.record(attempt())
    book.put_course(CoursePolicy(cap=100.0))
    book.adjust(Adjustment("ada", "autograd", "comment", "hi", "Dr. Hopper", "", due))
    with closing(sqlite3.connect(path)) as connection:
        for table in schema.metadata.sorted_tables:
            statement = change.format(table.name, table.columns.keys()[0])
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                connection.execute(statement)
