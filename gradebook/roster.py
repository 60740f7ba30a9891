"""Reading who takes the course from a spreadsheet."""

import csv
import unicodedata
from io import StringIO
from pathlib import Path

from gradebook.errors import UnusableRequest
from gradebook.lookalike import skeleton
from gradebook.records import Student

_HEADER = ("id", "last_name", "first_name", "email")
_OPTIONAL = ("section", "lms_id")


def read_roster(path: str | Path) -> list[Student]:
    """Return the students in a UTF-8 CSV file with the header ``id,last_name,first_name,email``.

    Columns may come in any order, and the first may be named ``student_id``. Of others ``section``
    and ``lms_id`` (the student's number in Canvas or Moodle) are read and the rest is ignored.
    Raises ``UnusableRequest`` with file, line and what to do.
    """
    students: dict[str, Student] = {}
    lines = csv.reader(StringIO(_text(path), newline=""), strict=True)
    try:
        columns = _columns(path, next(lines, []))
        for cells in lines:
            if any(cell.strip() for cell in cells):
                student = _student(path, lines.line_num, columns, cells)
                if student.id in students:
                    raise _error(path, lines.line_num, f"{student.id!r} again; keep one row")
                students[student.id] = student
    except csv.Error as error:
        raise _error(path, lines.line_num, f"not CSV ({error}); check the quotes") from error
    if not students:
        raise _error(path, lines.line_num, "no student follows; give every student a row")
    return list(students.values())


def _text(path: str | Path) -> str:
    try:
        data = Path(path).read_bytes()
        return data.decode("utf-8-sig")
    except OSError as error:
        raise UnusableRequest(f"{path}: cannot be read ({error.strerror}); check it") from error
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _error(path, line, "not UTF-8; save it again as “CSV UTF-8”") from error


def _columns(path: str | Path, header: list[str]) -> list[str]:
    names = [name.strip() for name in header]
    names = ["id" if name == "student_id" else name for name in names]
    missing = [name for name in _HEADER if names.count(name) != 1]
    missing += [name for name in _OPTIONAL if names.count(name) > 1]
    if missing:
        wanted = ",".join(_HEADER)
        raise _error(path, 1, f"no single column {missing[0]!r}; begin the file with {wanted}")
    return names


def _student(path: str | Path, line: int, columns: list[str], cells: list[str]) -> Student:
    if len(cells) != len(columns):
        trouble = f"{len(cells)} cells but {len(columns)} columns; check commas and quotes"
        raise _error(path, line, trouble)
    row = {name: cell.strip() for name, cell in zip(columns, cells, strict=True)}
    # As the name of a folder is read: an accented letter is one character, however it was typed.
    row["id"] = unicodedata.normalize("NFC", row["id"])
    if not skeleton(row["id"]):
        raise _error(path, line, "no id; give every student one")
    return Student(*(row.get(name, "") for name in (*_HEADER, *_OPTIONAL)))


def _error(path: str | Path, line: int, trouble: str) -> UnusableRequest:
    return UnusableRequest(f"{path}, line {line}: {trouble}")
