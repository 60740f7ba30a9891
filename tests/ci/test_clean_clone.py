"""Every workflow, job by job and step by step, from a clean clone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from api import Api, serving
from servers import BIN, INSTALLS, LEFT_OUT, Done, GitHub, GitLab, git, repository

from gradebook.records import Grade
from gradebook.store import Gradebook

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "tests/sample_class/submitted"
ROSTER = "id,last_name,first_name,email\namara,A,Amara,a@example.org\n"


def tracked(folder: Path) -> Path:
    """What a clone of this repository has: the files that git knows, and no others."""
    names = git("ls-files", "-z", cwd=ROOT).split("\0")[:-1]
    for name in names:
        source, target = ROOT / name, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if not source.is_dir():
            shutil.copy(source, target, follow_symlinks=False)
    return folder


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course's repository: this one, a roster, what Amara handed in, and a branch for marks."""
    folder = tracked(tmp_path_factory.mktemp("course") / "course")
    shutil.copytree(SAMPLE / "amara/05-jacobian", folder / "submitted/amara/05-jacobian")
    (folder / "students.csv").write_text(ROSTER)
    repository(folder)
    git("switch", "-q", "--orphan", "gradebook", cwd=folder)
    Gradebook.open(folder / "gradebook.db").close()  # as docs/ci.md says
    git("add", "-f", "gradebook.db", cwd=folder)
    git("commit", "-qm", "Begin", cwd=folder)
    git("switch", "-q", "main", cwd=folder)
    return folder


@pytest.fixture
def theirs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Amara's repository, with a commit that claims to be years old."""
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2020-01-01T00:00:00Z")
    shutil.copytree(SAMPLE / "amara/08-modules", tmp_path / "theirs/08-modules")
    return repository(tmp_path / "theirs")


@pytest.fixture
def api(theirs: Path) -> Iterator[Api]:
    """Of a server that got it half a day after it was due."""
    with serving() as one:
        head = git("rev-parse", "HEAD", cwd=theirs).strip()
        for name in ("amara", "class/amara"):
            one.pushed(name, ("main", head, "2027-03-15T12:00:00Z"))
        yield one


def late_grade(target: str | Path) -> Grade:
    with Gradebook.open(target) as gradebook:
        (grade,) = [one for one in gradebook.grades() if one.assignment.slug == "08-modules"]
    assert (grade.student.id, grade.raw_score, grade.score) == ("amara", 20, 18)
    return grade


def workflow(server: str, name: str) -> Path:
    return ROOT / "ci" / server / f"{name}.yml"


def all_green(ran: dict[str, Done]) -> None:
    for name, done in ran.items():
        assert done.green, f"{name}: {done.log}"


def test_only_these_steps_are_not_run_here() -> None:
    """Actions are played; all else that is left out installs, or changes the machine's kernel."""
    for path in (ROOT / "ci/github").glob("*.yml"):
        for job in yaml.safe_load(path.read_text())["jobs"].values():
            for step in job["steps"]:
                if step.get("name") in LEFT_OUT:
                    assert step["run"].startswith(("python -m pip install ", "sudo sysctl "))
                    assert "\n" not in step["run"]
    assert INSTALLS == ("apt-get ", "python -m pip ")


@pytest.mark.slow
def test_grade_course_on_github(course: Path, tmp_path: Path) -> None:
    server = GitHub(tmp_path, course=course)
    ran = server.dispatch(workflow("github", "grade-course"))
    all_green(ran)
    assert ran["grade"].ran == ["Grade", "Write the tables"]
    assert "Ran 1 now, 0 unchanged" in ran["grade"].log
    assert "| amara | 05-jacobian | 20 of 20 |" in ran["grade"].summary
    published = tmp_path / "run1/artifacts/grades"
    names = {"grades.csv", "checks.csv", "grades.json", "grades.junit.xml"}
    assert {path.name for path in published.iterdir()} == names
    assert '"05-jacobian"' in (published / "grades.csv").read_text()
    again = server.dispatch(workflow("github", "grade-course"))
    assert "Ran 0 now, 1 unchanged" in again["grade"].log


@pytest.mark.slow
def test_grade_course_on_gitlab(course: Path, tmp_path: Path) -> None:
    ran = GitLab(tmp_path, course=course).dispatch(workflow("gitlab", "grade-course"), "course", {})
    all_green(ran)
    grades = tmp_path / "artifacts/1-grade/grades.md"
    assert "| amara | 05-jacobian | 20 of 20 |" in grades.read_text()


@pytest.mark.slow
def test_grade_students_on_github(course: Path, theirs: Path, api: Api, tmp_path: Path) -> None:
    """While the job judges, another run pushes to the gradebook: both stay."""
    server = GitHub(tmp_path / "github", course=course, amara=theirs)
    server.api = api.url
    server.programs = str(rival(course, tmp_path))
    told = {"student": "amara", "repository": "amara"}
    ran = server.dispatch(workflow("github", "grade-students"), **told)
    all_green(ran)
    assert list(ran) == ["ask", "answer", "judge"]
    assert "| amara | 08-modules | 18 of 20 (late: −2) | graded |" in ran["judge"].summary
    assert kept(course) == ["Grades", "A rival's", "Begin"]
    late_grade(tmp_path / "github/run1/judge/checkout/record/gradebook.db")


def kept(course: Path) -> list[str]:
    return git("log", "--format=%s", "refs/heads/gradebook", cwd=course).splitlines()


def rival(course: Path, folder: Path) -> Path:
    """A folder with an ``autograder`` that, the first time it judges, is too slow."""
    place, other = folder / "programs", folder / "other"
    place.mkdir()
    git("clone", "-q", "-b", "gradebook", f"file://{course}", other)
    script = f"""#!/bin/sh
if [ "$1" = judge ] && mkdir "{folder}/once" 2>/dev/null; then
  cd "{other}" && echo x > other && git add other
  git -c user.name=t -c user.email=t@example.org commit -qm "A rival's"
  git push -q origin gradebook && cd - >/dev/null
fi
exec "{BIN}/autograder" "$@"
"""
    (place / "autograder").write_text(script)
    (place / "autograder").chmod(0o755)
    return place


@pytest.mark.slow
def test_grade_students_on_gitlab(course: Path, theirs: Path, api: Api, tmp_path: Path) -> None:
    server = GitLab(tmp_path / "gitlab", course=course, class_amara=theirs)
    server.api = api.url
    secret = {"STUDENTS_TOKEN": "token", "GRADEBOOK": str(tmp_path / "marks.db")}
    told = {"STUDENT": "amara", "PROJECT": "class/amara"}
    path = workflow("gitlab", "grade-students")
    ran = server.dispatch(path, "course", secret, **told)
    all_green(ran)
    late_grade(secret["GRADEBOOK"])
    assert ran["ask"].outputs["NONCE"].startswith("1-1-")


@pytest.mark.parametrize("server", ["github", "gitlab"])
@pytest.mark.parametrize(("student", "right"), [("amara", True), ("freya", False)])
def test_check_student(server: str, student: str, right: bool, tmp_path: Path) -> None:
    """From a repository that was made from the released folder; red where a check fails."""
    mine = tmp_path / "mine"
    slug = "04-autograd"
    shutil.copytree(ROOT / "assignments" / slug, mine / slug)
    shutil.copytree(SAMPLE / student / slug, mine / slug, dirs_exist_ok=True)
    repository(mine)
    path = workflow(server, "check-student")
    if server == "github":
        ran = GitHub(tmp_path / "runs", course=mine).dispatch(path)
    else:
        ran = GitLab(tmp_path / "runs", mine=mine).dispatch(path, "mine", {})
    assert ran["check"].green is right, ran["check"].log
    assert "visible checks pass" in ran["check"].log
