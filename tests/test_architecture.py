"""The layers point one way: reads the import graph of the source."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# What each part may import of the project, besides itself.
ALLOWED = {
    "autograder.attacks": {
        "autograder.course",
        "autograder.grading",
        "autograder.outcome",
        "autograder.sandbox",
        "autograder.wire",
    },
    "autograder.digest": set(),
    "autograder.outcome": set(),
    "autograder.seeds": set(),
    "autograder.wire": set(),
    "autograder.worker": {"autograder.wire"},
    "autograder.sandbox": {"autograder.wire", "autograder.outcome"},
    "autograder.checks": {"autograder.wire", "autograder.outcome", "autograder.sandbox"},
    "autograder.course": {"autograder.digest", "autograder.wire", "gradebook"},
    "autograder.grading": {
        "autograder.checks",
        "autograder.course",
        "autograder.digest",
        "autograder.outcome",
        "autograder.sandbox",
        "autograder.seeds",
        "autograder.wire",
        "gradebook",
    },
    "autograder.bridge": {"autograder.course", "autograder.grading", "gradebook"},
    "autograder.ci": {"autograder.grading", "gradebook"},
    "autograder.similar": {"autograder.course", "autograder.grading", "gradebook"},
    "autograder.cluster": {
        "autograder.course",
        "autograder.grading",
        "autograder.sandbox",
        "autograder.wire",
        "gradebook",
    },
    "autograder.split": {
        "autograder.checks",
        "autograder.course",
        "autograder.grading",
        "autograder.outcome",
        "autograder.sandbox",
        "autograder.seeds",
        "autograder.wire",
        "gradebook",
    },
    "autograder.verify": {
        "autograder.checks",
        "autograder.course",
        "autograder.digest",
        "autograder.grading",
        "autograder.outcome",
        "autograder.sandbox",
        "autograder.seeds",
        "autograder.wire",
    },
    "autograder.student": {
        "autograder.checks",
        "autograder.grading",
        "autograder.outcome",
        "autograder.sandbox",
        "autograder.seeds",
        "autograder.wire",
    },
    "autograder.publish": {
        "autograder.checks",
        "autograder.course",
        "autograder.grading",
        "autograder.outcome",
        "autograder.sandbox",
        "autograder.seeds",
        "autograder.student",
        "autograder.wire",
    },
    "autograder.cli": {
        "autograder.attacks",
        "autograder.checks",
        "autograder.bridge",
        "autograder.ci",
        "autograder.cluster",
        "autograder.course",
        "autograder.grading",
        "autograder.outcome",
        "autograder.publish",
        "autograder.sandbox",
        "autograder.similar",
        "autograder.student",
        "autograder.split",
        "autograder.verify",
        "gradebook",
    },
    "gradebook": set(),
}


def part_of(module: str) -> str:
    names = [name for name in module.split(".") if not name.startswith("__")]
    return names[0] if names[0] == "gradebook" else ".".join(names[:2])


def imports_of(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {name for name in found if name.split(".")[0] in ("autograder", "gradebook")}


def sources() -> list[Path]:
    found = [path for top in ("autograder", "gradebook") for path in (ROOT / top).rglob("*.py")]
    theirs = {"template", "corpus"}  # a teacher's and an attacker's, not ours
    return [path for path in found if not theirs & {*path.parts}]


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@pytest.mark.parametrize("path", sources(), ids=module_name)
def test_imports_stay_within_the_layers(path: Path) -> None:
    own = part_of(module_name(path))
    if own == "autograder":
        return
    crossing = {
        name for name in imports_of(path) if part_of(name) not in {own, "autograder"} | ALLOWED[own]
    }
    assert not crossing


def test_every_part_has_its_layer() -> None:
    assert {part_of(module_name(path)) for path in sources()} - {"autograder"} == set(ALLOWED)


def test_nothing_imports_the_worker() -> None:
    importers = {
        module_name(path)
        for path in sources()
        if any(part_of(name) == "autograder.worker" for name in imports_of(path))
    }
    assert {part_of(name) for name in importers} <= {"autograder.worker"}


def test_there_is_no_cycle_between_modules() -> None:
    names = {module_name(path): path for path in sources()}
    graph = {name: {n for n in imports_of(path) if n in names} for name, path in names.items()}
    while leaves := [name for name, needs in graph.items() if not needs & graph.keys() - {name}]:
        for leaf in leaves:
            del graph[leaf]
    assert not graph


def test_modules_are_short() -> None:
    long = {p.name: n for p in sources() if (n := p.read_text().count("\n")) > 300}
    assert not long


@pytest.mark.parametrize(
    ("modules", "heavy"),
    [
        ("autograder.cli.grade_path, autograder.cli.place", "torch"),  # as its workers do
        ("autograder.worker.detect", "torch"),  # before anything is run
        (
            "autograder.grading.grade, autograder.grading.grader, autograder.cli.feedback",
            "sqlalchemy",
        ),
    ],
    ids=["handing out work", "looking at the fences", "trying one notebook"],
)
def test_nobody_waits_for_what_is_not_needed(modules: str, heavy: str) -> None:
    code = f"import sys, {modules}; print({heavy!r} in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
