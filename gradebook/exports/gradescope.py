"""A ``results.json`` for each submission, as a Gradescope autograder writes it.

They lie in ``<output>/<assignment>/<student>/results.json``. The score is the one that counts,
after lateness and adjustments, and goes before the sum of the tests. Gradescope shows no test that
is hidden. A submission without a score has a file without one, which Gradescope shows as a fault
of the autograder and not as a zero; one that was never handed in has no file.

After: "Output Format" in Gradescope's autograder documentation
(gradescope-autograders.readthedocs.io/en/latest/specs).
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from gradebook.decisions import what
from gradebook.exports.filename import file_name
from gradebook.ledger import Ledger
from gradebook.records import CheckResult, Grade

_STATUS = {"passed": "passed"}
_DIGITS = 4


class Gradescope:
    """Writes a folder."""

    name = "gradescope"
    suffix = ""

    def write(self, ledger: Ledger, target: Path) -> None:
        """Write a file for each submission that there is."""
        for grade, checks in ledger.graded():
            if grade.status != "missing":
                slug, student = file_name(grade.assignment.slug), file_name(grade.student.id)
                folder = target / slug / student
                folder.mkdir(parents=True, exist_ok=True)
                text = json.dumps(results(grade, checks), ensure_ascii=False, indent=1)
                (folder / "results.json").write_text(text + "\n", encoding="utf-8", newline="\n")


def results(grade: Grade, checks: Sequence[CheckResult]) -> dict[str, Any]:
    """What ``results.json`` holds for one submission."""
    found: dict[str, Any] = {"output": _output(grade), "output_format": "text"}
    if grade.score is None:
        return found
    tests = [_test(check, number) for number, check in enumerate(checks, 1)]
    time = round(sum(check.seconds for check in checks), 3)
    return {"score": round(grade.score, _DIGITS), **found, "execution_time": time, "tests": tests}


def _output(grade: Grade) -> str:
    lines = [grade.told]
    if grade.late_penalty:
        lines.append(f"Late: -{round(grade.late_penalty, _DIGITS):g} points.")
    lines += [f"Decided by a person: {what(one)}." for one in grade.adjustments]
    return "\n".join(line for line in lines if line)


def _test(check: CheckResult, number: int) -> dict[str, Any]:
    hint = f"Hint: {check.hint}" if check.hint else ""
    return {
        "name": f"{check.task}: {check.description}",
        "name_format": "text",
        "number": str(number),
        "score": round(check.points, _DIGITS),
        "max_score": round(check.max_points, _DIGITS),
        "status": _STATUS.get(check.outcome, "failed"),
        "output": "\n".join(line for line in (check.message, hint) if line),
        "output_format": "text",
        "visibility": "visible" if check.visible else "hidden",
        "extra_data": {"check": check.check, "outcome": check.outcome},
    }


GRADESCOPE = Gradescope()
