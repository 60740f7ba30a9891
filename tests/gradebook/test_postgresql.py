"""The same gradebook on PostgreSQL; needs an empty database named by TEST_POSTGRESQL_URL."""

import os
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import delete

from gradebook import schema
from gradebook.errors import GradebookError
from gradebook.records import Assignment, Attempt, CheckResult
from gradebook.store import Gradebook

URL = os.environ.get("TEST_POSTGRESQL_URL", "")


@pytest.mark.skipif(not URL, reason="TEST_POSTGRESQL_URL names no database")
def test_postgresql_keeps_the_same_record(
    assignment: Assignment, attempt: Callable[..., Attempt], check: CheckResult
) -> None:
    odd = replace(check, transcript="nul \0", mismatches=({"got": float("nan")},))
    with Gradebook.open(URL) as book:
        book.put_assignment(assignment)
        book.record(attempt(checks=(odd,)))
    with Gradebook.open(URL) as book:
        [grade] = book.grades()
        assert (grade.score, grade.submitted_at) == (8.0, assignment.due)
        assert book.attempts("ada", "autograd")[0].checks[0].transcript == "nul \\x00"
        for table in schema.metadata.tables.values():
            with (
                pytest.raises(GradebookError, match="append-only"),
                book._database.writing() as connection,
            ):
                connection.execute(delete(table))
