"""The gradebook itself: what can be recorded and what can be asked."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self, TypeVar

from sqlalchemy import Column, Connection, RowMapping, Select, Table, and_, func, insert, select

from gradebook import rows, schema
from gradebook.database import Database
from gradebook.errors import GradebookError
from gradebook.records import Adjustment, Assignment, Attempt, CheckResult, Grade, Run, Student
from gradebook.standing import grade_of

T = TypeVar("T")
_Keyed = dict[tuple[str, str], list[T]]
_AT_A_TIME = 500


class Gradebook:
    """The course's record. Every method is one transaction; none changes an existing row.

    All of them raise ``GradebookError`` when the database cannot be read or written.
    """

    def __init__(self, database: Database) -> None:
        """Keep records in ``database``; most callers want ``Gradebook.open``."""
        self._database = database

    @classmethod
    def open(cls, target: str | Path) -> Self:
        """Open the gradebook at a path or SQLAlchemy URL, and make it if there is none."""
        return cls(Database(target))

    def __enter__(self) -> Self:
        """Give the gradebook, to be closed at the end of the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def course_secret(self) -> str:
        """Return the 32 random bytes, as hex, made with the gradebook and never shown."""
        with self._database.reading() as connection:
            return str(connection.execute(select(schema.about.c.course_secret)).scalar_one())

    def put_students(self, students: Iterable[Student]) -> None:
        """Record each student that is new or whose data changed."""
        with self._database.writing() as connection:
            known = {student.id: student for student in _students(connection)}
            for student in students:
                if known.get(student.id) != student:
                    _add_version(connection, schema.students, rows.student_row(student))
                    known[student.id] = student

    def put_assignment(self, assignment: Assignment) -> None:
        """Record an assignment if it is new or changed."""
        with self._database.writing() as connection:
            if assignment not in _assignments(connection):
                _add_version(connection, schema.assignments, rows.assignment_row(assignment))

    def students(self) -> list[Student]:
        """Return every known student as last recorded, by id."""
        with self._database.reading() as connection:
            return _students(connection)

    def assignments(self) -> list[Assignment]:
        """Return every known assignment as last recorded, by slug."""
        with self._database.reading() as connection:
            return _assignments(connection)

    def record(self, attempt: Attempt) -> int:
        """Record an attempt with all its checks and cells, or nothing; return its attempt id.

        A student nobody announced is recorded too, without a name, so that no work is lost. An
        assignment nobody announced raises ``GradebookError``.
        """
        with self._database.writing() as connection:
            _require_known(connection, schema.assignments.c.slug, attempt.slug)
            if not _is_known(connection, schema.students.c.student_id, attempt.student_id):
                student = rows.student_row(Student(attempt.student_id))
                _add_version(connection, schema.students, student)
            attempt_id = _insert(connection, schema.attempts, rows.attempt_row(attempt))
            if attempt.checks:
                checks = rows.check_rows(attempt_id, attempt.checks)
                connection.execute(insert(schema.checks), checks)
            if attempt.cells:
                cells = rows.cell_rows(attempt_id, attempt.cells)
                connection.execute(insert(schema.cells), cells)
            return attempt_id

    def adjust(self, adjustment: Adjustment) -> None:
        """Record what a person decided.

        Raises ``GradebookError`` for an unknown student or assignment: it would have no effect.
        """
        with self._database.writing() as connection:
            _require_known(connection, schema.assignments.c.slug, adjustment.slug)
            _require_known(connection, schema.students.c.student_id, adjustment.student_id)
            _insert(connection, schema.adjustments, rows.adjustment_row(adjustment))

    def latest_fingerprints(self) -> dict[tuple[str, str], str]:
        """Return the newest attempt's fingerprint of each submission, by student id and slug.

        A submission in whose newest attempt the grader failed is left out: it is worth another run.
        """
        table = schema.attempts
        newest = select(func.max(table.c.id)).group_by(table.c.student_id, table.c.slug)
        query = select(table.c.student_id, table.c.slug, table.c.fingerprint)
        told = query.where(table.c.id.in_(newest), table.c.status != "grader_error")
        with self._database.reading() as connection:
            return {(row.student_id, row.slug): row.fingerprint for row in connection.execute(told)}

    def attempts(self, student_id: str, slug: str) -> list[Attempt]:
        """Return every attempt at a submission with its checks and cells, oldest first."""
        query = _of(select(schema.attempts), schema.attempts, student_id, slug)
        with self._database.reading() as connection:
            found = connection.execute(query.order_by(schema.attempts.c.id)).mappings().all()
            return [_attempt(connection, row) for row in found]

    def attempt(self, attempt_id: int) -> Attempt:
        """Return one attempt with its checks and cells; its id is that of a ``Grade``."""
        query = select(schema.attempts).where(schema.attempts.c.id == attempt_id)
        with self._database.reading() as connection:
            found = connection.execute(query).mappings().first()
            if found is None:
                raise GradebookError(f"the gradebook has no attempt {attempt_id}; look at a grade")
            return _attempt(connection, found)

    def runs(self, slug: str) -> dict[int, Run]:
        """Return what every attempt at an assignment took, by attempt id."""
        query = select(schema.attempts).where(schema.attempts.c.slug == slug)
        with self._database.reading() as connection:
            found = connection.execute(query).mappings()
            return {row["id"]: rows.run(row) for row in found}

    def checks(self, attempt_id: int) -> list[CheckResult]:
        """Return an attempt's check results in the order they were recorded."""
        with self._database.reading() as connection:
            return _checks(connection, attempt_id)

    def with_checks(self, grades: Sequence[Grade]) -> Iterator[tuple[Grade, list[CheckResult]]]:
        """Give each grade with the checks of its current attempt; none where it has none.

        They are read some hundred grades at a time: one by one would take long, all at once much
        memory.
        """
        for begin in range(0, len(grades), _AT_A_TIME):
            some = grades[begin : begin + _AT_A_TIME]
            found = self._checks_of([g.attempt_id for g in some if g.attempt_id is not None])
            yield from ((g, found[g.attempt_id] if g.attempt_id else []) for g in some)

    def _checks_of(self, attempt_ids: Sequence[int]) -> dict[int, list[CheckResult]]:
        found: dict[int, list[CheckResult]] = {attempt_id: [] for attempt_id in attempt_ids}
        table = schema.checks
        query = select(table).where(table.c.attempt_id.in_(attempt_ids)).order_by(table.c.position)
        with self._database.reading() as connection:
            for row in connection.execute(query).mappings():
                found[row["attempt_id"]].append(rows.check(row))
        return found

    def adjustments(self, student_id: str, slug: str) -> list[Adjustment]:
        """Return what people decided about a submission, oldest first."""
        query = _of(select(schema.adjustments), schema.adjustments, student_id, slug)
        with self._database.reading() as connection:
            found = connection.execute(query.order_by(schema.adjustments.c.id)).mappings()
            return [rows.adjustment(row) for row in found]

    def grades(self) -> list[Grade]:
        """Return where every known student stands in every known assignment.

        Sorted by slug, then student id.
        """
        with self._database.reading() as connection:
            students, assignments = _students(connection), _assignments(connection)
            verdicts = _keyed(connection, schema.attempts, rows.verdict)
            adjustments = _keyed(connection, schema.adjustments, rows.adjustment)
        return [
            grade_of(student, assignment, verdicts[key], adjustments[key])
            for assignment in assignments
            for student in students
            for key in [(student.id, assignment.slug)]
        ]


def _students(connection: Connection) -> list[Student]:
    found = _newest(connection, schema.students, schema.students.c.student_id)
    return sorted(map(rows.student, found), key=lambda student: student.id)


def _assignments(connection: Connection) -> list[Assignment]:
    found = _newest(connection, schema.assignments, schema.assignments.c.slug)
    return sorted(map(rows.assignment, found), key=lambda assignment: assignment.slug)


def _newest(connection: Connection, table: Table, key: Column[str]) -> Sequence[RowMapping]:
    newest = select(func.max(table.c.id)).group_by(key)
    return connection.execute(select(table).where(table.c.id.in_(newest))).mappings().all()


def _checks(connection: Connection, attempt_id: int) -> list[CheckResult]:
    table = schema.checks
    query = select(table).where(table.c.attempt_id == attempt_id).order_by(table.c.position)
    return [rows.check(row) for row in connection.execute(query).mappings()]


def _attempt(connection: Connection, row: RowMapping) -> Attempt:
    table = schema.cells
    query = select(table).where(table.c.attempt_id == row["id"]).order_by(table.c.cell)
    cells = map(rows.cell, connection.execute(query).mappings())
    return rows.attempt(row, _checks(connection, row["id"]), cells)


def _keyed(connection: Connection, table: Table, read: Callable[[RowMapping], T]) -> _Keyed[T]:
    """Return every record of ``table`` by student id and slug, oldest first."""
    found: _Keyed[T] = defaultdict(list)
    for row in connection.execute(select(table).order_by(table.c.id)).mappings():
        found[row["student_id"], row["slug"]].append(read(row))
    return found


def _of(query: Select[Any], table: Table, student_id: str, slug: str) -> Select[Any]:
    return query.where(and_(table.c.student_id == student_id, table.c.slug == slug))


def _insert(connection: Connection, table: Table, values: rows.Row) -> int:
    return int(
        connection.execute(insert(table).values(**values).returning(table.c.id)).scalar_one()
    )


def _add_version(connection: Connection, table: Table, values: rows.Row) -> None:
    _insert(connection, table, {**values, "recorded_at": datetime.now(UTC)})


def _is_known(connection: Connection, column: Column[str], value: str) -> bool:
    return connection.execute(select(column).where(column == value).limit(1)).first() is not None


def _require_known(connection: Connection, column: Column[str], value: str) -> None:
    if not _is_known(connection, column, value):
        raise GradebookError(f"the gradebook has no {column.name} {value!r}; add it first")
