"""A teacher's week, through the command line alone, with every number worked out by hand.

The task is worth 10 points in three checks of 2, 6 and 2. Five hand in or should have:

* ana has it right, in time;
* ben loses the dtype (the third check), two days begun late: 20 % of the raw score;
* cara never hands in;
* dan adds where he should multiply: only the first check passes. Then he hands in what is right,
  one day begun late: 10 %;
* eve has it right, in time, and is not on the roster.

The third check asks the reference another question than the student, so nobody can pass it: until
that is found, what is right gets 8.
"""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from autograder.cli.main import main

pytestmark = pytest.mark.slow

RIGHT = "def scale(x, factor):\n    return x * factor\n"
SINGLE = "def scale(x, factor):\n    return (x * factor).float()\n"
PLUS = "def scale(x, factor):\n    return x + factor - 1\n"

CHECKS = '''
import torch
from autograder.checks import agree, check

@check("scale", weight=1)
def check_ones(student, reference):
    """Twice a tensor of ones is a tensor of twos."""
    question = torch.ones(2, 3), 2.0
    agree(student.call("scale", *question), reference.call("scale", *question))

@check("scale", weight=3)
def check_shapes(student, reference, rng):
    """Other shapes, numbers and factors."""
    for shape in ((7,), (3, 5)):
        question = rng.normal(*shape), float(rng.uniform(1, low=-3.0, high=3.0))
        agree(student.call("scale", *question), reference.call("scale", *question))

@check("scale", weight=1)
def check_double(student, reference, rng):
    """The dtype stays."""
    x = rng.normal(4, dtype=torch.float64)
    agree(student.call("scale", x, 2.0), reference.call("scale", x, 3.0))
'''
MENDED = CHECKS.replace('reference.call("scale", x, 3.0)', 'reference.call("scale", x, 2.0)')

ROSTER = """id,last_name,first_name,email,section,lms_id
ana,Berg,Ana,ana@example.org,A,101
ben,Iyer,Ben,ben@example.org,A,102
cara,Kim,Cara,cara@example.org,B,103
dan,Novak,Dan,dan@example.org,B,104
"""
EVE = "eve,Rossi,Eve,eve@example.org,B,105\n"

QUICK = ("--seeds", "1", "--sample", "50")
Row = dict[str, str]


class Desk:
    """What the teacher has: a course, a gradebook, and the command line."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.course = home / "course"
        (self.course / "solutions").mkdir(parents=True)
        self.run("new", "--course", self.course, "scaling")
        folder = self.course / "solutions" / "scaling"
        toml = folder / "assignment.toml"
        rules = "due = 2025-02-14T23:59:00Z\nlate_percent_per_day = 10\n"
        toml.write_text(rules + toml.read_text())
        self.checks = folder / "checks.py"
        self.checks.write_text(CHECKS)

    def run(self, *args: object, code: int = 0) -> Result:
        result = CliRunner(env={"COLUMNS": "200"}).invoke(main, [str(arg) for arg in args])
        assert result.exit_code == code, result.output
        return result

    def asked(self, command: str, *args: object, code: int = 0) -> str:
        """A command about the gradebook; what it prints, in one line and without lines."""
        where = ("--gradebook", self.home / "gradebook.db")
        output = self.run(command, *args, *where, code=code).output
        return " ".join(output.replace("│", " ").split())

    def marked(self, command: str, folder: str, *args: object, code: int = 0) -> str:
        """A command that runs notebooks."""
        here = ("--course", self.course, "--jobs", "1")
        return self.asked(command, self.home / folder, *here, *args, code=code)

    def roster(self, content: str) -> Path:
        path = self.home / "class.csv"
        path.write_text(content)
        return path

    def hand_in(self, week: str, student: str, source: str, moment: str) -> None:
        folder = self.home / week / student / "scaling"
        folder.mkdir(parents=True)
        cells = [{"cell_type": "code", "source": source}]
        (folder / "scaling.ipynb").write_text(json.dumps({"nbformat": 4, "cells": cells}))
        (folder / "timestamp.txt").write_text(f"2025-02-{moment} UTC")

    def exported(self, *args: object) -> list[Row]:
        path = self.home / "out.csv"
        self.asked("export", *args, "--output", path)
        return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))

    def scores(self) -> dict[str, str]:
        return {row["student_id"]: row["score"] for row in self.exported()}

    def status(self) -> tuple[dict[str, object], dict[str, list[str]]]:
        """The assignment at a glance, and who waits for what."""
        where = ("--gradebook", str(self.home / "gradebook.db"))
        told = json.loads(self.run("status", "--json", *where).output)
        (glance,) = told["assignments"]
        waits = {one["reason"]: [who for who, _ in one["submissions"]] for one in told["waiting"]}
        return glance, waits


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    found = Desk(tmp_path)
    found.hand_in("week1", "ana", RIGHT, "14 12:00:00")
    found.hand_in("week1", "ben", SINGLE, "16 01:00:00")
    found.hand_in("week1", "dan", PLUS, "13 09:00:00")
    found.hand_in("week1", "eve", RIGHT, "14 23:59:00")
    found.hand_in("week2", "dan", RIGHT, "15 00:59:00")
    return found


def test_a_teachers_week(desk: Desk) -> None:
    # Monday: who takes the course, and a first run. Eve is named; her work is graded all the same.
    assert "4 students are on the roster" in desk.asked("roster", desk.roster(ROSTER))
    assert "'eve' is not on the roster" in desk.marked("grade", "week1", code=1)
    first = {"ana": "8", "ben": "6.4", "cara": "", "dan": "2", "eve": "8"}  # 8 less 20 % is 6.4
    assert desk.scores() == first
    glance, waits = desk.status()
    assert [glance[name] for name in ("handed_in", "missing", "late", "stale")] == [4, 1, 1, 0]
    assert glance["mean"] == pytest.approx((8 + 6.4 + 2 + 8) / 40)
    assert waits == {"stranger": ["eve"], "missing": ["cara"]}

    # Tuesday: nobody passes one check, and the proof says that not even the reference does.
    (rate,) = {
        row["outcome"]
        for row in desk.exported("--detail", "checks")
        if row["check"] == "check_double" and row["student_id"] in ("ana", "ben", "dan")
    }
    assert rate == "failed"
    proof = desk.run("verify", "scaling", "--course", desk.course, *QUICK, code=1).output
    assert "check_double" in proof

    # It is mended. Whose mark would change, by how much, because of what? Nothing is recorded yet.
    desk.checks.write_text(MENDED)
    told = desk.marked("regrade", "week1", "--dry-run")
    assert "2 marks would change, 2 up and 0 down" in told
    assert told.count("check_double: failed → passed (+2)") == 2
    for row in ("ana scaling 8 10 +2", "eve scaling 8 10 +2"):
        assert row in told
    assert "ben" not in told
    assert desk.scores() == first

    # Wednesday: regraded. Ben's dtype is still lost, and dan still adds.
    assert "2 marks changed, 2 up and 0 down" in desk.marked("regrade", "week1")
    assert desk.scores() == {"ana": "10", "ben": "6.4", "cara": "", "dan": "2", "eve": "10"}
    assert "0 marks changed" in desk.marked("regrade", "week1")

    # Thursday: ben was ill, so 8 again; dan gets half a point for a typo in the handout.
    desk.asked("adjust", "ben", "scaling", "--extension", "+2d", "--reason", "ill", "--author", "T")
    told = desk.asked("adjust", "dan", "scaling", "--points", "0.5", "--reason", "typo",
                      "--author", "T")  # fmt: skip
    assert "0.5 points added (T: typo)" in told
    assert desk.scores() | {"eve": ""} == {
        **{"ana": "10", "ben": "8", "cara": "", "dan": "2.5", "eve": ""},
    }

    # Friday: dan hands in again, an hour late: 10 and a half, less 10 %, is 9.45. Grading the first
    # folder once more brings nothing back and runs nothing.
    desk.marked("grade", "week2", code=1)
    assert desk.scores()["dan"] == "9.45"
    told = desk.marked("grade", "week1", code=1)
    assert "Ran 0 now, 4 unchanged" in told
    assert "not counted, since another hand-in is: dan/scaling" in told
    assert desk.scores()["dan"] == "9.45"
    mark = desk.asked("explain", "dan", "scaling")
    for words in ("1 h late", "1 day begun at 10 % each: 10 % of the raw score", "-1.05", "9.45"):
        assert words in mark

    # Eve takes the course after all; only cara is still waited for.
    desk.asked("roster", desk.roster(ROSTER + EVE))
    desk.marked("grade", "week2")
    glance, waits = desk.status()
    assert [glance[name] for name in ("handed_in", "missing", "late", "stale")] == [4, 1, 1, 0]
    assert glance["mean"] == pytest.approx((10 + 8 + 9.45 + 10) / 40)
    assert glance["tenths"] == [0, 0, 0, 0, 0, 0, 0, 0, 1, 3]
    assert waits == {"missing": ["cara"]}
    _exports_are_right(desk)


def _exports_are_right(desk: Desk) -> None:
    rows = {row["student_id"]: row for row in desk.exported()}
    dan = rows["dan"]
    assert [
        dan[name] for name in ("raw_score", "late_submission_penalty", "score", "max_score")
    ] == [
        *("10.5", "1.05", "9.45", "10"),
    ]
    assert (dan["timestamp"], dan["adjustments"]) == (
        "2025-02-15 00:59:00",
        "0.5 points added (T: typo)",
    )
    assert rows["ben"]["duedate"] == "2025-02-16 23:59:00"
    assert (rows["cara"]["status"], rows["cara"]["score"]) == ("missing", "")

    wide = {row["student_id"]: row for row in desk.exported("--format", "wide")}
    scores = {name: (row["scaling"], row["total_percent"]) for name, row in wide.items()}
    assert scores == {
        "(maximum)": ("10", "100"),
        **{"ana": ("10", "100"), "ben": ("8", "80"), "dan": ("9.45", "94.5")},
        **{"cara": ("", "0"), "eve": ("10", "100")},  # missing and due counts 0 in the total
    }
    assert wide["cara"]["remarks"] == "scaling: missing"

    canvas = desk.exported("--format", "canvas")
    told = [(row["Student"], row["ID"], row["Section"], row["scaling"]) for row in canvas]
    assert told == [
        ("    Points Possible", "", "", "10"),
        *[("Berg, Ana", "101", "A", "10"), ("Iyer, Ben", "102", "A", "8")],
        *[("Kim, Cara", "103", "B", ""), ("Novak, Dan", "104", "B", "9.45")],
        ("Rossi, Eve", "105", "B", "10"),
    ]
    moodle = desk.exported("--format", "moodle")
    marks = {row["ID number"]: row["Assignment: scaling (Real)"] for row in moodle}
    assert marks == {"101": "10", "102": "8", "103": "", "104": "9.45", "105": "10"}
