"""How a task's points are shared among its checks."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from autograder.checks.declare import CheckSpec
from autograder.course.assignment import Assignment, CourseError


def shares(assignment: Assignment, specs: Sequence[CheckSpec]) -> dict[str, Fraction]:
    """The points of each check, exactly: a task's points in proportion to the weights.

    Raises:
        CourseError: a check's task is not declared, or a task has no check that weighs anything.
    """
    points = {task.name: Fraction(task.points) for task in assignment.tasks}
    strangers = sorted({spec.task for spec in specs} - set(points))
    if strangers:
        raise CourseError(f"{assignment.checks}: unknown task {strangers[0]}")
    totals = {name: sum(s.weight for s in specs if s.task == name) for name in points}
    for name, total in totals.items():
        if not total:
            raise CourseError(f"{assignment.checks}: no check is worth points for task {name}")
    return {spec.name: points[spec.task] * spec.weight / totals[spec.task] for spec in specs}
