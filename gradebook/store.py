"""The gradebook itself: what can be recorded and what can be asked."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Self

from sqlalchemy import insert, select

from gradebook import queries, rows, schema
from gradebook.counting import Verdict, verdict_on
from gradebook.database import Database
from gradebook.errors import GradebookError
from gradebook.policy import CoursePolicy
from gradebook.records import Adjustment, Assignment, Attempt, CheckResult, Grade, Run, Student
from gradebook.settled import COLUMNS, Settled, settled
from gradebook.standing import grade_of

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

    def put_roster(self, students: Iterable[Student]) -> None:
        """Record who takes the course: these, and from now on nobody else.

        Who is no longer listed keeps every grade, and is told apart by ``enrolled``.
        """
        listed = list(students)
        with self._database.writing() as connection:
            queries.enrol(connection, listed)
            gone = queries.enrolled(connection) - {student.id for student in listed}
            for student in queries.students(connection):
                if student.id in gone:
                    row = rows.student_row(student, enrolled=False)
                    queries.add_version(connection, schema.students, row)

    def put_assignment(self, assignment: Assignment) -> None:
        """Record an assignment if it is new or changed."""
        with self._database.writing() as connection:
            if assignment not in queries.assignments(connection):
                queries.add_version(connection, schema.assignments, rows.assignment_row(assignment))

    def put_course(self, course: CoursePolicy) -> None:
        """Record how the course total is made, if that is new or changed."""
        with self._database.writing() as connection:
            if course != queries.course(connection):
                queries.add_version(connection, schema.courses, rows.course_row(course))

    def course(self) -> CoursePolicy:
        """Return how the course total is made: the default if nobody said otherwise."""
        with self._database.reading() as connection:
            return queries.course(connection)

    def enrolled(self) -> set[str]:
        """Return the ids of those whom the newest roster lists; none if there was no roster."""
        with self._database.reading() as connection:
            return queries.enrolled(connection)

    def students(self) -> list[Student]:
        """Return every known student as last recorded, by id."""
        with self._database.reading() as connection:
            return queries.students(connection)

    def assignments(self) -> list[Assignment]:
        """Return every known assignment as last recorded, by slug."""
        with self._database.reading() as connection:
            return queries.assignments(connection)

    def record(self, attempt: Attempt) -> int:
        """Record an attempt with all its checks and cells, or nothing; return its attempt id.

        A student nobody announced is recorded too, without a name, so that no work is lost. An
        assignment nobody announced raises ``GradebookError``.
        """
        with self._database.writing() as connection:
            queries.require_known(connection, schema.assignments.c.slug, attempt.slug)
            if not queries.is_known(connection, schema.students.c.student_id, attempt.student_id):
                student = rows.student_row(Student(attempt.student_id), enrolled=False)
                queries.add_version(connection, schema.students, student)
            attempt_id = queries.add_row(connection, schema.attempts, rows.attempt_row(attempt))
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
            queries.require_known(connection, schema.assignments.c.slug, adjustment.slug)
            queries.require_known(connection, schema.students.c.student_id, adjustment.student_id)
            queries.add_row(connection, schema.adjustments, rows.adjustment_row(adjustment))

    def settled(self) -> Settled:
        """Return the fingerprints of runs that need no repeating, by student id and slug."""
        table = schema.attempts
        query = select(*(table.c[name] for name in COLUMNS)).order_by(table.c.id)
        query = query.where(table.c.status != "refused")  # which did not run
        with self._database.reading() as connection:
            return settled(connection.execute(query).mappings())

    def broken(self) -> set[tuple[str, str]]:
        """Return the submissions with a notebook in whose newest run the grader failed."""
        with self._database.reading() as connection:
            return queries.broken(connection)

    def verdicts(self) -> dict[tuple[str, str], list[Verdict]]:
        """Return what the rules look at in every attempt, by student id and slug, oldest first."""
        with self._database.reading() as connection:
            return queries.keyed(connection, schema.attempts, rows.verdict)

    def attempts(self, student_id: str, slug: str) -> list[Attempt]:
        """Return every attempt at a submission with its checks and cells, oldest first."""
        return list(self.history(student_id, slug).values())

    def notebooks(self) -> set[tuple[str, str, str]]:
        """Return what was ever run: student id, slug, and the notebook's SHA-256."""
        table = schema.attempts
        query = select(table.c.student_id, table.c.slug, table.c.notebook_sha256).distinct()
        query = query.where(table.c.status != "refused")
        with self._database.reading() as connection:
            return {(row[0], row[1], row[2]) for row in connection.execute(query)}

    def history(self, student_id: str, slug: str) -> dict[int, Attempt]:
        """Return every attempt at a submission by its attempt id, oldest first."""
        query = queries.about(select(schema.attempts), schema.attempts, student_id, slug)
        with self._database.reading() as connection:
            found = connection.execute(query.order_by(schema.attempts.c.id)).mappings().all()
            return {row["id"]: queries.attempt(connection, row) for row in found}

    def attempt(self, attempt_id: int) -> Attempt:
        """Return one attempt with its checks and cells; its id is that of a ``Grade``."""
        query = select(schema.attempts).where(schema.attempts.c.id == attempt_id)
        with self._database.reading() as connection:
            found = connection.execute(query).mappings().first()
            if found is None:
                raise GradebookError(f"the gradebook has no attempt {attempt_id}; look at a grade")
            return queries.attempt(connection, found)

    def runs(self, slug: str) -> dict[int, Run]:
        """Return what every attempt at an assignment took, by attempt id."""
        query = select(schema.attempts).where(schema.attempts.c.slug == slug)
        with self._database.reading() as connection:
            found = connection.execute(query).mappings()
            return {row["id"]: rows.run(row) for row in found}

    def check_names(self, slugs: Iterable[str]) -> list[str]:
        """Return the names of all checks that ever ran for these assignments."""
        with self._database.reading() as connection:
            return queries.check_names(connection, slugs)

    def checks(self, attempt_id: int) -> list[CheckResult]:
        """Return an attempt's check results in the order they were recorded."""
        with self._database.reading() as connection:
            return queries.checks(connection, attempt_id)

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
        with self._database.reading() as connection:
            return queries.all_of(connection, schema.adjustments, student_id, slug, rows.adjustment)

    def grades(self) -> list[Grade]:
        """Return where every known student stands in every known assignment.

        Sorted by slug, then student id.
        """
        with self._database.reading() as connection:
            students, assignments = queries.students(connection), queries.assignments(connection)
            seen = rows.VERDICT_COLUMNS
            verdicts = queries.keyed(connection, schema.attempts, rows.verdict, seen)
            adjustments = queries.keyed(connection, schema.adjustments, rows.adjustment)
            grader = queries.grader_version(connection)
        return [
            grade_of(student, assignment, verdicts[key], adjustments[key], grader)
            for assignment in assignments
            for student in students
            for key in [(student.id, assignment.slug)]
        ]

    def grade(self, student_id: str, slug: str) -> Grade:
        """Return where one student stands in one assignment.

        Raises ``GradebookError`` where the gradebook knows no such student or assignment.
        """
        with self._database.reading() as connection:
            everybody = {one.id: one for one in queries.students(connection)}
            everything = {one.slug: one for one in queries.assignments(connection)}
            student = queries.the(student_id, "student", everybody)
            assignment = queries.the(slug, "assignment", everything)
            verdicts = queries.all_of(connection, schema.attempts, student_id, slug, rows.verdict)
            given = schema.adjustments
            adjustments = queries.all_of(connection, given, student_id, slug, rows.adjustment)
            grader = queries.grader_version(connection)
        return grade_of(student, assignment, verdicts, adjustments, grader)

    def grade_with(self, student: Student, assignment: Assignment, attempt: Attempt) -> Grade:
        """Return what the grade would be were ``attempt`` recorded, under that assignment.

        Nothing is recorded.
        """
        key = student.id, assignment.slug
        with self._database.reading() as connection:
            verdicts = queries.all_of(connection, schema.attempts, *key, rows.verdict)
            adjustments = queries.all_of(connection, schema.adjustments, *key, rows.adjustment)
        verdicts.append(verdict_on(attempt))
        return grade_of(student, assignment, verdicts, adjustments, attempt.grader_version)
