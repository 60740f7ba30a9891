"""What is asked of the database, and how rows are added; each within the caller's transaction."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import Column, Connection, RowMapping, Select, Table, and_, func, insert, select

from gradebook import rows, schema
from gradebook.errors import UnusableRequest
from gradebook.misnamed import instead
from gradebook.policy import CoursePolicy
from gradebook.records import Assignment, Attempt, CheckResult, Student

T = TypeVar("T")
Keyed = dict[tuple[str, str], list[T]]
"""Records by student id and slug."""


def students(connection: Connection) -> list[Student]:
    """Every student as last recorded, by id."""
    found = newest(connection, schema.students, schema.students.c.student_id)
    return sorted(map(rows.student, found), key=lambda student: student.id)


def enrolled(connection: Connection) -> set[str]:
    """The ids of those on the newest roster."""
    found = newest(connection, schema.students, schema.students.c.student_id)
    return {row["student_id"] for row in found if row["enrolled"]}


def enrol(connection: Connection, listed: Iterable[Student]) -> None:
    """Add a row for each student who is new, was changed, or was not on the roster."""
    known = {student.id: student for student in students(connection)}
    on_roster = enrolled(connection)
    for student in listed:
        if known.get(student.id) != student or student.id not in on_roster:
            add_version(connection, schema.students, rows.student_row(student, enrolled=True))
            known[student.id] = student
            on_roster.add(student.id)


def assignments(connection: Connection) -> list[Assignment]:
    """Every assignment as last recorded, by slug."""
    found = newest(connection, schema.assignments, schema.assignments.c.slug)
    return sorted(map(rows.assignment, found), key=lambda assignment: assignment.slug)


def course(connection: Connection) -> CoursePolicy:
    """The rules of the course total as last recorded, or the default."""
    query = select(schema.courses).order_by(schema.courses.c.id.desc()).limit(1)
    row = connection.execute(query).mappings().first()
    return CoursePolicy() if row is None else rows.course(row)


def grader_version(connection: Connection) -> str:
    """The grader that ran last, empty if none did."""
    table = schema.attempts
    query = select(table.c.grader_version).order_by(table.c.id.desc()).limit(1)
    return str(connection.scalar(query) or "")


def check_names(connection: Connection, slugs: Iterable[str]) -> list[str]:
    """The names of all checks that ever ran for these assignments."""
    of, table = schema.attempts, schema.checks
    query = select(table.c.check).distinct().join(of, of.c.id == table.c.attempt_id)
    return sorted(connection.scalars(query.where(of.c.slug.in_(list(slugs)))))


def broken(connection: Connection) -> set[tuple[str, str]]:
    """Submissions with a notebook in whose newest run the grader failed."""
    table = schema.attempts
    of_one = table.c.student_id, table.c.slug, table.c.notebook_sha256
    newest = select(func.max(table.c.id)).group_by(*of_one)
    failed = select(table.c.student_id, table.c.slug).where(table.c.status == "grader_error")
    found = connection.execute(failed.where(table.c.id.in_(newest)))
    return {(row.student_id, row.slug) for row in found}


def checks(connection: Connection, attempt_id: int) -> list[CheckResult]:
    """An attempt's check results in the order they were recorded."""
    table = schema.checks
    query = select(table).where(table.c.attempt_id == attempt_id).order_by(table.c.position)
    return [rows.check(row) for row in connection.execute(query).mappings()]


def attempt(connection: Connection, row: RowMapping) -> Attempt:
    """The attempt in a row of ``attempts``, with its checks and cells."""
    table = schema.cells
    query = select(table).where(table.c.attempt_id == row["id"]).order_by(table.c.cell)
    cells = map(rows.cell, connection.execute(query).mappings())
    return rows.attempt(row, checks(connection, row["id"]), cells)


def newest(connection: Connection, table: Table, key: Column[str]) -> Sequence[RowMapping]:
    """The row that holds for each value of ``key``."""
    highest = select(func.max(table.c.id)).group_by(key)
    return connection.execute(select(table).where(table.c.id.in_(highest))).mappings().all()


def keyed(
    connection: Connection,
    table: Table,
    read: Callable[[RowMapping], T],
    names: Iterable[str] | None = None,
) -> Keyed[T]:
    """Every record of ``table`` by student id and slug, oldest first.

    ``names`` are the columns that ``read`` looks at, if it does not need all.
    """
    found: Keyed[T] = defaultdict(list)
    asked = table.c.keys() if names is None else {"student_id", "slug", *names}
    query = select(*(table.c[name] for name in asked)).order_by(table.c.id)
    for row in connection.execute(query).mappings():
        found[row["student_id"], row["slug"]].append(read(row))
    return found


def all_of(
    connection: Connection,
    table: Table,
    student_id: str,
    slug: str,
    read: Callable[[RowMapping], T],
) -> list[T]:
    """Every record of ``table`` about one submission, oldest first."""
    query = about(select(table), table, student_id, slug).order_by(table.c.id)
    return [read(row) for row in connection.execute(query).mappings()]


def about(query: Select[Any], table: Table, student_id: str, slug: str) -> Select[Any]:
    """The query, of one submission only."""
    return query.where(and_(table.c.student_id == student_id, table.c.slug == slug))


def the(name: str, what: str, known: dict[str, T]) -> T:
    """The one of that name. Raises ``UnusableRequest``, which says what is alike."""
    if name in known:
        return known[name]
    raise UnusableRequest(f"the gradebook has no {what} {name!r}; {instead(name, known)}")


def add_row(connection: Connection, table: Table, values: rows.Row) -> int:
    """Add a row and return its id."""
    return int(
        connection.execute(insert(table).values(**values).returning(table.c.id)).scalar_one()
    )


def add_version(connection: Connection, table: Table, values: rows.Row) -> None:
    """Add a row that holds from now on."""
    add_row(connection, table, {**values, "recorded_at": datetime.now(UTC)})


def is_known(connection: Connection, column: Column[str], value: str) -> bool:
    """Whether any row has that value."""
    return connection.execute(select(column).where(column == value).limit(1)).first() is not None


def require_known(connection: Connection, column: Column[str], value: str) -> None:
    """Raise ``UnusableRequest`` unless some row has that value."""
    if not is_known(connection, column, value):
        raise UnusableRequest(f"the gradebook has no {column.name} {value!r}; add it first")
