"""What students install: everything they need, and no solution."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from autograder.course.assignment import load_assignment
from autograder.course.reference import misconceptions

ROOT = Path(__file__).parents[2]
REGION = re.compile(r"### BEGIN SOLUTION\n(.*?)### END SOLUTION", re.DOTALL)


@pytest.fixture(scope="module")
def files(wheel: Path) -> dict[str, str]:
    """The text of each file in it, by name."""
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


def test_it_has_the_packages_and_nothing_else(files: dict[str, str]) -> None:
    tops = {name.partition("/")[0] for name in files}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"autograder", "gradebook"}


def test_it_has_what_a_student_runs(files: dict[str, str]) -> None:
    own = {str(path.relative_to(ROOT)) for path in (ROOT / "autograder" / "student").glob("*.py")}
    assert own | {"autograder/worker/alone.py", "autograder/worker/elsewhere/google/colab.py"} <= {
        *files
    }


def test_no_file_holds_a_solution(files: dict[str, str]) -> None:
    """Nor a hint, nor a line of hidden checks: nothing of any file below ``solutions/``."""
    shown = (ROOT / "README.md").read_text(encoding="utf-8")  # which is in the wheel, and public
    text = " ".join(" ".join(content.split()) for content in files.values())
    found = []
    for folder in sorted(path.parent for path in ROOT.glob("solutions/*/assignment.toml")):
        regions = REGION.findall((folder / "notebook.py").read_text(encoding="utf-8"))
        secrets = [" ".join(region.split()) for region in regions]
        secrets += [known.hint for known in misconceptions(load_assignment(folder))]
        checks = (folder / "checks.py").read_text(encoding="utf-8")
        secrets += re.findall(r"^def (check_\w+)", checks, re.MULTILINE)
        assert len(secrets) > 20
        hidden = [secret for secret in secrets if len(secret) > 25 and secret not in shown]
        found += [secret for secret in hidden if secret in text]
    assert found == []


def test_what_only_linux_has_is_asked_for_on_linux_only(files: dict[str, str]) -> None:
    (metadata,) = (text for name, text in files.items() if name.endswith("METADATA"))
    needs = re.findall(r"^Requires-Dist: (.*)$", metadata, re.MULTILINE)
    (seccomp,) = (need for need in needs if need.startswith("pyseccomp"))
    assert re.search(r'; sys_platform == ["\']linux["\']', seccomp)
