"""Mutants: one small change each, inside the solution regions only."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from autograder.course.assignment import load_assignment
from autograder.course.notebook import solved
from autograder.verify.mutate import Mutant, mutants_of

SOLUTIONS = Path(__file__).parents[2] / "solutions"
SLUGS = sorted(path.parent.name for path in SOLUTIONS.glob("*/assignment.toml"))


def cell(body: str) -> str:
    """A task's cell with this solution; the lines around it offer every kind of change."""
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    before = "import torch\n\ndef f(x, y=1):\n    kept = x + 1\n"
    return f"{before}    ### BEGIN SOLUTION\n{lines}    ### END SOLUTION\n    return kept + y - 2\n"


def changed(body: str) -> set[str]:
    """Each changed line, as the names tell it."""
    return {mutant.name.partition(" → ")[2] for mutant in mutants_of("f", cell(body))}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("return x + y", {"return x - y"}),
        ("return x - y", {"return x + y", "return y - x"}),
        ("return x * y", {"return x / y"}),
        ("return x / y", {"return x * y", "return x // y", "return y / x"}),
        ("return x // y", {"return x / y", "return y // x"}),
        ("return x % y", {"return x // y", "return y % x"}),
        ("return x ** y", {"return x * y", "return y ** x"}),
        ("return x @ y", {"return x * y", "return y @ x"}),
    ],
)
def test_operators(body: str, expected: set[str]) -> None:
    assert changed(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("x += y", {"x -= y", "x = x + y", "nothing"}),
        ("x.a -= y", {"x.a += y", "x.a = x.a - y", "nothing"}),
        ("x[y] *= y", {"x[y] /= y", "x[y] = x[y] * y", "nothing"}),
    ],
)
def test_operators_in_place(body: str, expected: set[str]) -> None:
    assert changed(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("return x < y", {"return x <= y", "return x > y"}),
        ("return x <= y", {"return x < y", "return x >= y"}),
        ("return x > y", {"return x >= y", "return x < y"}),
        ("return x >= y", {"return x > y", "return x <= y"}),
        ("return x == y", {"return x != y"}),
        ("return x != y", {"return x == y"}),
        ("return x is y", {"return x is not y"}),
        ("return x is not y", {"return x is y"}),
        ("return x in y", {"return x not in y"}),
        ("return x not in y", {"return x in y"}),
        ("return x == y < x", {"return x != y < x", "return x == y <= x", "return x == y > x"}),
    ],
)
def test_comparisons(body: str, expected: set[str]) -> None:
    assert changed(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("return 3", {"return 4", "return 2"}),
        ("return 0", {"return 1"}),
        ("return 2.5", {"return 5.0"}),
        ("return 0.0", {"return 1.0"}),
        ("return True", {"return False"}),
        ("return 'words'", set()),
        ("return None", set()),
    ],
)
def test_constants(body: str, expected: set[str]) -> None:
    assert changed(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("return -x", {"return x"}),
        ("return not x", {"return x"}),
        ("return x and y", {"return x or y"}),
        ("return x or y", {"return x and y"}),
        ("if x:\n    return y", {"if not x:"}),
        ("while x:\n    return y", {"while not x:"}),
        ("return x if y else kept", {"return x if not y else kept"}),
    ],
)
def test_signs_and_conditions(body: str, expected: set[str]) -> None:
    assert changed(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("return x.sum", {"return x.mean"}),
        ("return x.mean", {"return x.sum"}),
        ("return torch.zeros", {"return torch.ones"}),
        ("return torch.float64", {"return torch.float32"}),
        ("return x.shape", set()),
    ],
)
def test_names_that_come_in_pairs(body: str, expected: set[str]) -> None:
    assert changed(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("return x.clone()", {"return x"}),
        ("return torch.relu(x)", {"return torch", "return x"}),
        ("return x.add_(y)", {"return x.add(y)", "return x", "return y"}),
        ("return x.requires_grad_()", {"return x"}),
        ("return x.stack(*y)", {"return x"}),
        ("return f(x)", set()),
    ],
)
def test_calls_left_out(body: str, expected: set[str]) -> None:
    assert changed(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("return f(x, y)", {"return f(y, x)"}),
        ("return f(x, y, kept)", {"return f(y, x, kept)"}),
        ("return f(x, a=x, b=y)", {"return f(x, b=y)", "return f(x, a=x)"}),
        ("return range(x)", {"return range(x + 1)", "return range(x - 1)"}),
        (
            "return range(x, y)",
            {"return range(y, x)", "return range(x, y + 1)", "return range(x, y - 1)"},
        ),
    ],
)
def test_arguments(body: str, expected: set[str]) -> None:
    assert changed(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("return x[y:kept]", {"return x[:kept]", "return x[y:]"}),
        ("return x[::y]", {"return x[:]"}),
        ("return x[:]", set()),
        ("return x, y", {"return (y, x)"}),
        ("return x, y, kept", {"return (y, x, kept)"}),
        ("return (x,)", set()),
    ],
)
def test_slices_and_pairs(body: str, expected: set[str]) -> None:
    assert changed(body) == expected


@pytest.mark.parametrize(
    "body",
    ["f", "raise x", "assert x", "x = f(x)", "x.a = y", "x[y] = y", "for x in y:\n    break",
     "for x in y:\n    continue"],
)  # fmt: skip
def test_statements_left_out(body: str) -> None:
    assert "nothing" in changed(body)


@pytest.mark.parametrize("body", ["a = x", "a = b = x", "x.a = a = x", "a, b = x", "[a, b] = x"])
def test_the_first_value_of_a_name_is_not_left_out(body: str) -> None:
    assert "nothing" not in changed(body)


@pytest.mark.parametrize("body", ["return x", "import math", "def g(): pass", "pass"])
def test_what_a_mutant_leaves_alone(body: str) -> None:
    assert not changed(body)


def test_a_block_without_what_it_ran_under() -> None:
    (mutant,) = mutants_of("f", cell("with x:\n    return y"))
    assert mutant.name == "f: with x: → if True:"
    assert "    if True:\n        return y" in mutant.code


def test_a_block_that_names_what_it_opened_stays() -> None:
    assert not changed("with x as y:\n    return y")


def test_a_decorator_left_out() -> None:
    (mutant,) = mutants_of("f", cell("@x\ndef g():\n    return y"))
    assert mutant.name == "f: @x → def g():"
    assert "@x" not in mutant.code


def test_nothing_outside_the_region_changes() -> None:
    mutants = mutants_of("f", cell("return x + y"))
    (mutant,) = mutants
    assert mutant.code == ast.unparse(ast.parse(cell("return x - y")))


CLASS = """
class Net(Base):
    def __init__(self, size):
        super().__init__()
        ### BEGIN SOLUTION
        self.size = size + 1
        ### END SOLUTION
        self.kept = size + 2

    def forward(self, x):
        ### BEGIN SOLUTION
        return x - self.size
        ### END SOLUTION
"""


def test_every_region_of_a_class_has_mutants() -> None:
    names = {mutant.name for mutant in mutants_of("Net", CLASS)}
    assert names == {
        "Net: self.size = size + 1 → self.size = size - 1",
        "Net: self.size = size + 1 → self.size = size + 2",
        "Net: self.size = size + 1 → self.size = size + 0",
        "Net: self.size = size + 1 → nothing",
        "Net: return x - self.size → return x + self.size",
        "Net: return x - self.size → return self.size - x",
    }


def test_equal_changes_are_numbered() -> None:
    names = [mutant.name for mutant in mutants_of("f", cell("f(x + y)\nf(x + y)"))]
    assert "f: f(x + y) → f(x - y)" in names
    assert "f: f(x + y) → f(x - y) (2)" in names
    assert len(set(names)) == len(names)


def test_without_a_region_there_is_no_mutant() -> None:
    assert mutants_of("f", "def f(x):\n    return x + 1\n") == []


def test_a_mutant_names_its_task() -> None:
    assert {mutant.task for mutant in mutants_of("g", cell("return x + y"))} == {"g"}


@pytest.fixture(scope="module", params=SLUGS)
def tasks(request: pytest.FixtureRequest) -> dict[str, str]:
    """The task cells of an assignment of this course."""
    cells = solved(load_assignment(SOLUTIONS / request.param)).cells
    tasks = [one for one in cells if one.metadata.nbgrader.solution]
    return {one.metadata.nbgrader.grade_id: one.source for one in tasks}


@pytest.fixture(scope="module")
def mutants(tasks: dict[str, str]) -> list[Mutant]:
    return [one for task, source in tasks.items() for one in mutants_of(task, source)]


def test_every_task_of_this_course_has_mutants(
    tasks: dict[str, str], mutants: list[Mutant]
) -> None:
    assert {mutant.task for mutant in mutants} == set(tasks)


def test_every_mutant_of_this_course_compiles_and_differs(
    tasks: dict[str, str], mutants: list[Mutant]
) -> None:
    originals = {ast.unparse(ast.parse(source)) for source in tasks.values()}
    for mutant in mutants:
        compile(mutant.code, mutant.name, "exec")
        assert mutant.code not in originals, mutant.name


def test_names_of_this_course_are_unique_and_stable(
    tasks: dict[str, str], mutants: list[Mutant]
) -> None:
    assert len({mutant.name for mutant in mutants}) == len(mutants)
    assert len({mutant.code for mutant in mutants}) == len(mutants)
    assert mutants == [one for task, source in tasks.items() for one in mutants_of(task, source)]


def test_mutants_of_this_course_keep_what_students_were_given(
    tasks: dict[str, str], mutants: list[Mutant]
) -> None:
    for mutant in mutants:
        before = _given(ast.parse(tasks[mutant.task]))
        assert _given(ast.parse(mutant.code)) == before, mutant.name


def _given(tree: ast.Module) -> list[str]:
    """Names, arguments and docstrings of the functions and classes at the top."""
    functions = [n for n in tree.body if isinstance(n, ast.FunctionDef)]
    classes = [n for n in tree.body if isinstance(n, ast.ClassDef)]
    made = [f"{one.name}({ast.unparse(one.args)})" for one in functions]
    return made + [f"{one.name} {ast.get_docstring(one)}" for one in (*functions, *classes)]
