"""`autograder status`: the course at a glance."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rich.console import Console

from autograder.cli.main import main
from autograder.cli.next_steps import next_step
from autograder.cli.show_status import Course, show_status
from gradebook.attention import Attention, attention
from gradebook.policy import LateRule, Policy
from gradebook.records import Assignment, Attempt, Student, Task
from gradebook.store import Gradebook

GOLD = Path(__file__).parent / "gold" / "status.txt"
DUE = datetime(2027, 2, 14, 23, 59, tzinfo=UTC)
NOW = DUE + timedelta(days=2)
ATTEMPT = Attempt(
    *("hana", "doubling", "f", "graded", 8.0, 10.0, "", "ab" * 32, "v1", "g1", 7, "cpu"),
    *(("landlock",), DUE - timedelta(hours=1), DUE, 1.0, 1.0, 1, (), ()),
)
RUDE = "-x; rm [bold]\x1b[31m[/]"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Everything that can wait: a person, the grader, old checks, a stranger, who is missing."""
    path = tmp_path / "gradebook.db"
    tasks, rule = (Task("double", 10.0),), Policy(LateRule(10.0))
    names = ("hana", "uma", "ben", "eva", "ida", "tom")
    with Gradebook.open(path) as book:
        book.put_assignment(Assignment("doubling", "Doubling", "v1", 10.0, DUE, tasks, rule))
        later = DUE + timedelta(days=7)
        book.put_assignment(Assignment("tripling", "Tripling", "v1", 10.0, later, tasks, rule))
        book.put_roster([*(Student(name) for name in names), Student(RUDE)])
        book.record(ATTEMPT)
        book.record(replace(ATTEMPT, student_id="uma", submitted_at=DUE + timedelta(hours=1)))
        book.record(replace(ATTEMPT, student_id="ben", score=1.0, assignment_version="v0"))
        book.record(replace(ATTEMPT, student_id="eva", status="grader_error", score=None))
        book.record(replace(ATTEMPT, student_id=RUDE, status="needs_review", score=None))
        book.record(replace(ATTEMPT, student_id="zed"))
    return path


def invoke(*args: str | Path) -> Result:
    result = CliRunner().invoke(main, [str(arg) for arg in args])
    assert result.exit_code == 0, result.output
    return result


def shown(target: Path, now: datetime) -> str:
    with Gradebook.open(target) as book:
        grades, enrolled, broken = book.grades(), book.enrolled(), book.broken()
        found = attention(grades, enrolled, broken, now)
        course = Course(grades, enrolled, book.course(), found, now)
    console = Console(file=io.StringIO(), width=80, highlight=False)
    show_status(course, "gradebook.db", console)
    return console.file.getvalue()  # type: ignore[attr-defined, no-any-return]


def test_what_a_teacher_reads_is_gold(target: Path) -> None:
    assert shown(target, NOW) == GOLD.read_text(encoding="utf-8")


def test_before_the_due_date_nobody_is_missed(target: Path) -> None:
    assert "due and missing" not in shown(target, DUE - timedelta(hours=2))


def test_the_same_as_json(target: Path) -> None:
    document = json.loads(invoke("status", "--gradebook", target, "--json").output)
    first, second = document["assignments"]
    assert first == {
        **{"slug": "doubling", "due": DUE.isoformat(), "handed_in": 6, "missing": 2},
        **{"late": 1, "needs_review": 2, "grader_errors": 1, "stale": 1},
        **{"mean": pytest.approx((0.8 + 0.72 + 0.1 + 0.8) / 4)},
        **{"tenths": [0, 1, 0, 0, 0, 0, 0, 1, 2, 0]},
    }
    assert (second["handed_in"], second["missing"], second["mean"]) == (0, 7, None)
    waits = {one["reason"]: one["submissions"] for one in document["waiting"]}
    assert waits["stale"] == [["ben", "doubling"]]
    assert waits["broken"] == [["eva", "doubling"]]
    assert document["enrolled"] == 7


def test_an_empty_gradebook_says_how_to_begin(tmp_path: Path) -> None:
    Gradebook.open(tmp_path / "new.db").close()
    output = invoke("status", "--gradebook", tmp_path / "new.db").output
    assert "Nothing is graded yet: `autograder grade PATH` begins." in output


def test_commands_can_be_pasted_whatever_students_are_called(target: Path) -> None:
    with Gradebook.open(target) as book:
        grade = book.grade(RUDE, "doubling")
    step = next_step(Attention("review", (grade,)), "my grades.db")
    assert step.command == (
        "autograder explain --gradebook 'my grades.db' -- '-x; rm [bold]␛[31m[/]' doubling"
    )


def test_it_imports_no_torch(target: Path) -> None:
    code = "import sys; from autograder.cli.main import main\n"
    code += f"try: main(['status', '--gradebook', {str(target)!r}])\nexcept SystemExit: pass\n"
    code += "sys.stderr.write(str('torch' in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.stderr, "doubling" in done.stdout) == ("False", True)
