"""What other programs read in our exports: by their own code, or by the format they publish."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pandas
import pyarrow
import pytest
from junitparser import Error, Failure, JUnitXml, Skipped
from pyarrow import parquet

from gradebook.exports.formats import DETAILS, export_named
from gradebook.ledger import Ledger, ledger_of
from gradebook.records import Grade
from gradebook.store import Gradebook

NOW = datetime(2026, 1, 1, tzinfo=UTC)

# "Output Format" of Gradescope's autograder documentation, as a schema.
_WHEN = {"enum": ["hidden", "after_due_date", "after_published", "visible"]}
_FORMAT = {"enum": ["text", "html", "simple_format", "md", "ansi"]}
_TEXT, _NUMBER, _DATA = {"type": "string"}, {"type": "number"}, {"type": "object"}
GRADESCOPE = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "score": _NUMBER,
        "execution_time": _NUMBER,
        "output": _TEXT,
        "output_format": _FORMAT,
        "test_output_format": _FORMAT,
        "test_name_format": _FORMAT,
        "visibility": _WHEN,
        "stdout_visibility": _WHEN,
        "extra_data": _DATA,
        "tests": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    "score": _NUMBER,
                    "max_score": _NUMBER,
                    "status": {"enum": ["passed", "failed"]},
                    "name": _TEXT,
                    "name_format": _FORMAT,
                    "number": _TEXT,
                    "output": _TEXT,
                    "output_format": _FORMAT,
                    "tags": {"type": "array", "items": _TEXT},
                    "visibility": _WHEN,
                    "extra_data": _DATA,
                },
            },
        },
        "leaderboard": {"type": "array"},
    },
}


@pytest.fixture
def ledger(small_class: Gradebook) -> Ledger:
    return ledger_of(small_class, NOW)


def written(ledger: Ledger, name: str, folder: Path, detail: str = "assignments") -> Path:
    export = export_named(name, detail)
    target = folder / f"out{export.suffix}"
    export.write(ledger, target)
    return target


def scored(ledger: Ledger) -> dict[tuple[str, str], Grade]:
    return {(one.student.id, one.assignment.slug): one for one in ledger.grades}


def test_gradescope_gets_what_it_documents(ledger: Ledger, tmp_path: Path) -> None:
    folder = written(ledger, "gradescope", tmp_path)
    validator = jsonschema.Draft202012Validator(GRADESCOPE)
    found = {path: json.loads(path.read_text()) for path in folder.rglob("results.json")}
    assert len(found) == 6
    for path, results in found.items():
        validator.validate(results)
        grade = scored(ledger)[path.parent.name, path.parent.parent.name]
        assert results.get("score") == pytest.approx(grade.score, abs=1e-4)
    with pytest.raises(jsonschema.ValidationError):
        validator.validate({**results, "points": 1})


def canvas_reads(path: Path) -> tuple[dict[str, float], dict[str, dict[str, str]]]:
    """Points of assignments, and grades by login, by the rules of Canvas's importer.

    After ``lib/gradebook_importer.rb`` of instructure/canvas-lms: its way of finding columns, the
    row of points, the delimiter, and its own reading of what looks like a number.
    """
    lines = path.read_text(encoding="utf-8").splitlines()[:3]
    fields = {
        mark: {len(next(csv.reader([line], delimiter=mark))) for line in lines} for mark in ";,"
    }
    assert len(fields[","]) == 1
    assert len(fields[";"]) > 1 or max(fields[";"]) < max(fields[","])
    header, *rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8")), strict=True)
    assert "Student" in header[0]
    assert "ID" in header[1]
    assert re.search(r"SIS\s+User\s+ID", header[2])
    assert re.search(r"SIS\s+Login\s+ID", header[3])
    assert "Section" in header[4]
    assignments = header[5:]
    points: dict[str, float] = {}
    grades = {}
    for row in rows:
        cells = [_canvas_number(cell) for cell in row]
        if "Points Possible" in row[0]:
            assert not points
            points = dict(zip(assignments, map(float, cells[5:]), strict=True))
        else:
            grades[row[3]] = dict(zip(assignments, cells[5:], strict=True))
    return points, grades


def _canvas_number(cell: str) -> str:
    if not re.fullmatch(r"-?[0-9.,]+%?", cell):
        return cell
    *whole, last = re.split(r"[,.]", cell)
    return f"{''.join(whole)}.{last}" if whole else last


def test_canvas_reads_every_grade(ledger: Ledger, tmp_path: Path) -> None:
    points, grades = canvas_reads(written(ledger, "canvas", tmp_path))
    assert points == {"autograd": 10.0, "optim": 2.5}
    assert len(grades) == len({one.student.id for one in ledger.grades})
    for (student, slug), grade in scored(ledger).items():
        told = grades[student][slug]
        assert (told == "") == (grade.score is None)
        assert not told or float(told) == pytest.approx(grade.score, abs=1e-4)


def test_moodle_reads_every_grade(ledger: Ledger, tmp_path: Path) -> None:
    """Its import takes the first line for names, every other for a student, "" for no grade."""
    with written(ledger, "moodle", tmp_path).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    assert len({row["ID number"] for row in rows}) == len(rows) == 6
    for row in rows:
        assert None not in row.values()
        for slug in ("autograd", "optim"):
            grade = scored(ledger)[row["Username"], slug]
            told = row[f"Assignment: {slug} (Real)"]
            assert (told == "") == (grade.score is None)
            assert not told or float(told) == pytest.approx(grade.score, abs=1e-4)


def test_pandas_reads_numbers_and_moments_in_csv(ledger: Ledger, tmp_path: Path) -> None:
    table = pandas.read_csv(written(ledger, "csv", tmp_path))
    for name in ("raw_score", "late_submission_penalty", "score", "max_score"):
        assert table[name].dtype == float, name
    assert table["stale"].dtype == bool
    moments = pandas.to_datetime(table["timestamp"], format="ISO8601", utc=True)
    for moment, row in zip(moments, table.itertuples(), strict=True):
        grade = scored(ledger)[row.student_id, row.assignment]
        unknown = grade.score is None
        assert pandas.isna(moment) if grade.submitted_at is None else moment == grade.submitted_at
        assert (
            pandas.isna(row.score) if unknown else row.score == pytest.approx(grade.score, abs=1e-4)
        )


TYPES = {
    **dict.fromkeys(("assignment", "student_id", "status", "task", "check"), pyarrow.string()),
    **dict.fromkeys(("due", "submitted_at"), pyarrow.timestamp("us", tz="UTC")),
    **dict.fromkeys(("raw_score", "score", "max_score", "points", "max_points"), pyarrow.float64()),
    **dict.fromkeys(("stale", "visible"), pyarrow.bool_()),
}


@pytest.mark.parametrize("detail", DETAILS)
def test_pyarrow_reads_types_and_nothing_for_nothing(
    ledger: Ledger, detail: str, tmp_path: Path
) -> None:
    table = parquet.read_table(written(ledger, "parquet", tmp_path, detail))
    for field in table.schema:
        assert field.type == TYPES.get(field.name, field.type), field.name
    if detail == "assignments":
        unknown = sum(one.score is None for one in ledger.grades)
        assert (table["score"].null_count, table.num_rows) == (unknown, len(ledger.grades))
        assert not any(score != score for score in table["score"].drop_null().to_pylist())


def _results(suite: Any) -> Iterator[Any]:
    return (result for case in suite for result in case.result)


def test_junitparser_counts_as_we_do(ledger: Ledger, tmp_path: Path) -> None:
    xml = JUnitXml.fromfile(str(written(ledger, "junit", tmp_path)))
    suites = {suite.name: suite for suite in xml}
    assert set(suites) == {f"{one.assignment.slug}: {one.student.id}" for one in ledger.grades}
    for suite in suites.values():
        told = suite.tests, suite.failures, suite.errors, suite.skipped
        kinds = [type(result) for result in _results(suite)]
        assert told == (len(list(suite)), *map(kinds.count, (Failure, Error, Skipped)))
        suite.update_statistics()
        assert told == (suite.tests, suite.failures, suite.errors, suite.skipped)
    assert suites["autograd: ada"].failures == 1
    assert suites["autograd: missing"].skipped == 1
    assert suites["autograd: unknown"].errors == 1
