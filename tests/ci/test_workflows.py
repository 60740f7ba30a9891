"""The workflows that courses copy: linted, held to rules, and single steps of them tried hard.

``test_clean_clone`` runs each of them as a whole.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from servers import LEFT_OUT, git, repository

from autograder.cli.main import main

ROOT = Path(__file__).parents[2]
GITHUB = sorted((ROOT / "ci/github").glob("*.yml"))
GITLAB = sorted((ROOT / "ci/gitlab").glob("*.yml"))
ALL = [*GITHUB, *GITLAB]
BIN = Path(sys.executable).parent


def name_of(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def load(path: Path) -> dict[str, Any]:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def github_jobs() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in GITHUB:
        for name, job in load(path)["jobs"].items():
            yield f"{path.stem}/{name}", job


def steps_of(path: Path, job: str) -> dict[str, str]:
    """The shell steps of a GitHub job by name, but for those that set up the machine."""
    steps = load(path)["jobs"][job]["steps"]
    found = {step["name"]: step["run"] for step in steps if "run" in step}
    return {name: run for name, run in found.items() if name not in LEFT_OUT}


def scripts_of(path: Path) -> Iterator[tuple[str, str]]:
    """Every shell script of a workflow."""
    jobs = load(path)
    if path in GITHUB:
        for name, job in jobs["jobs"].items():
            for step in job["steps"]:
                if "run" in step:
                    yield f"{name}: {step['name']}", step["run"]
        return
    for name, job in jobs.items():
        if isinstance(job, dict):
            lines = [*job.get("before_script", []), *job.get("script", [])]
            yield name, "\n".join(lines)


# Linted


def test_zizmor_finds_nothing() -> None:
    options = ["--offline", "--no-progress", "--quiet", "--persona", "pedantic"]
    done = subprocess.run([BIN / "zizmor", *options, *GITHUB], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


SCHEMAS = {
    "github": (["vendor.github-workflows"], GITHUB),
    "gitlab": (["vendor.gitlab-ci", "--data-transform", "gitlab-ci"], GITLAB),
}


@pytest.mark.parametrize(("schema", "paths"), SCHEMAS.values(), ids=SCHEMAS)
def test_they_are_of_their_schema(schema: list[str], paths: list[Path]) -> None:
    command = [BIN / "check-jsonschema", "--builtin-schema", *schema, *paths]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", ALL, ids=name_of)
def test_shellcheck_finds_nothing(path: Path) -> None:
    for name, script in scripts_of(path):
        shell = "bash" if path in GITHUB else "sh"
        # Options that may be none at all are split, and git's helper reads its variable itself.
        command = [BIN / "shellcheck", "--shell", shell, "--exclude", "SC2086,SC2016", "-"]
        done = subprocess.run(command, input=f"set -e\n{script}", capture_output=True, text=True)
        assert done.returncode == 0, f"{name}: {done.stdout}{done.stderr}"


# Rules


@pytest.mark.parametrize("path", GITHUB, ids=name_of)
def test_every_action_is_pinned_to_a_commit(path: Path) -> None:
    for line in re.findall(r"uses: (.*)", path.read_text(encoding="utf-8")):
        assert re.match(r"actions/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line), line


@pytest.mark.parametrize("path", GITHUB, ids=name_of)
def test_nothing_is_put_into_a_script_by_text(path: Path) -> None:
    for name, script in scripts_of(path):
        assert "${{" not in script, name


@pytest.mark.parametrize("path", GITHUB, ids=name_of)
def test_permissions_are_none_but_what_a_job_names(path: Path) -> None:
    workflow = load(path)
    assert workflow["permissions"] == {}
    for name, job in workflow["jobs"].items():
        assert "permissions" in job, name
        assert job["timeout-minutes"] <= 300
    assert "pull_request_target" not in workflow[True]  # YAML takes the word "on" for a truth


def test_only_the_judge_may_write() -> None:
    may = {name: job["permissions"] for name, job in github_jobs()}
    assert {name for name, rights in may.items() if "write" in rights.values()} == {
        "grade-students/judge"
    }


def test_the_job_that_runs_student_code_holds_nothing() -> None:
    jobs = dict(github_jobs())
    answer = jobs["grade-students/answer"]
    assert answer["permissions"] == {}
    assert "environment" not in answer
    text = json.dumps(answer)
    for word in ("secrets.", "github.token", "actions/checkout", "actions/cache", "NONCE"):
        assert word not in text
    secret = [name for name, job in jobs.items() if "secrets." in json.dumps(job)]
    assert secret == ["grade-students/ask"]


def test_jobs_with_secrets_run_no_student_code() -> None:
    for path, jobs in ((GITHUB, ("ask", "judge")), (GITLAB, ("ask", "judge"))):
        (whole,) = [load(one) for one in path if one.stem == "grade-students"]
        whole = whole.get("jobs", whole)
        for job in jobs:
            text = json.dumps(whole[job])
            for command in ("autograder grade", "autograder answer", "autograder check", "jupyter"):
                assert command not in text


def test_checkouts_keep_no_token_but_where_the_gradebook_is_pushed() -> None:
    for name, job in github_jobs():
        for step in job["steps"]:
            if step.get("uses", "").startswith("actions/checkout"):
                about = step["with"]
                pushes = name == "grade-students/judge" and about.get("ref") == "gradebook"
                assert about["persist-credentials"] is pushes, name


def test_gitlabs_job_that_runs_student_code_holds_no_file_of_the_course() -> None:
    (path,) = [one for one in GITLAB if one.stem == "grade-students"]
    jobs = load(path)
    assert jobs["answer"]["variables"]["GIT_STRATEGY"] == "none"
    assert "environment" not in jobs["answer"]
    assert "TOKEN" not in json.dumps(jobs["answer"])
    assert {
        name for name in ("ask", "judge") if jobs[name]["environment"]["name"] == "grading"
    } == {*("ask", "judge")}
    # What the untrusted job left is unpacked there before anything runs.
    assert jobs["judge"]["before_script"][0] == 'cd "$(mktemp -d)"'
    assert jobs["judge"]["variables"]["GIT_STRATEGY"] == "none"


@pytest.mark.parametrize("path", ALL, ids=name_of)
def test_commands_and_options_exist(path: Path) -> None:
    for _, script in scripts_of(path):
        for line in re.findall(r"autograder ((?:[^\n\\]|\\\n)+)", script):
            name, *words = line.replace("\\\n", " ").split()
            if name == "check" and name not in main.commands:
                continue
            known = {option for param in main.commands[name].params for option in param.opts}
            assert {word for word in words if word.startswith("--")} <= known, line


# Run


class Runner:
    """A machine of a CI server, as far as shell steps see one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files = {name: folder.parent / name for name in ("summary", "output")}

    def run(
        self, script: str, *, shell: tuple[str, ...] = ("bash", "-eo", "pipefail"), **variables: str
    ) -> subprocess.CompletedProcess[str]:
        for file in self.files.values():
            file.touch()
        environment = {
            "PATH": f"{BIN}:{os.environ['PATH']}",
            "HOME": str(self.folder.parent),
            "GITHUB_STEP_SUMMARY": str(self.files["summary"]),
            "GITHUB_OUTPUT": str(self.files["output"]),
            "CI": "true",
            **variables,
        }
        return subprocess.run(
            [*shell, "-c", script],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
        )

    def must(self, script: str, **variables: str) -> str:
        done = self.run(script, **variables)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Runner:
    """In a folder with a roster."""
    folder = tmp_path_factory.mktemp("runner") / "work"
    folder.mkdir()
    (folder / "students.csv").write_text(
        "id,last_name,first_name,email\namara,A,Amara,a@example.org\nbjorn,B,Björn,b@example.org\n"
    )
    return Runner(folder)


def path_of(server: str, name: str) -> Path:
    return ROOT / "ci" / server / f"{name}.yml"


@pytest.mark.parametrize(("status", "red"), [(0, False), (1, False), (2, True), (3, True)])
@pytest.mark.parametrize("server", ["github", "gitlab"])
def test_what_needs_a_person_is_no_failed_job(
    server: str, status: int, red: bool, tmp_path: Path
) -> None:
    """But what the grader itself could not do is."""
    stub = tmp_path / "autograder"
    stub.write_text(f'#!/bin/sh\n[ "$1" = export ] || exit {status}\n')
    stub.chmod(0o755)
    (tmp_path / "work").mkdir()
    scripts = {
        "github": steps_of(path_of("github", "grade-course"), "grade")["Grade"],
        "gitlab": load(path_of("gitlab", "grade-course"))["grade"]["script"][0],
    }
    shell = ("bash", "-eo", "pipefail") if server == "github" else ("sh", "-e")
    script = f'PATH="{tmp_path}:$PATH"\n{scripts[server]}'
    assert (Runner(tmp_path / "work").run(script, shell=shell).returncode != 0) is red


def test_only_students_of_the_course_and_plain_names(runner: Runner) -> None:
    check = steps_of(path_of("github", "grade-students"), "ask")["Make sure who it is"]
    runner.must(check, STUDENT="amara")
    for name in (
        "mallory",
        "",
        "id",
        "am",
        "a.a",
        "../amara",
        "amara\nbjorn",
        "$(id)",
        "-v",
        "Amara",
    ):
        assert runner.run(check, STUDENT=name).returncode != 0, name
    gitlab = load(path_of("gitlab", "grade-students"))["ask"]["script"][0]
    for name in ("mallory", "", "../amara", "$(id)", "-v"):
        done = runner.run(gitlab, shell=("sh", "-e"), STUDENT=name, PROJECT="g/p")
        assert done.returncode != 0, name
    for project in ("-x", "", "https://e.org", "$(id)"):
        done = runner.run(gitlab, shell=("sh", "-e"), STUDENT="amara", PROJECT=project)
        assert done.returncode != 0, project
    assert runner.run(gitlab, shell=("sh", "-e"), STUDENT="amara", PROJECT="g/s/p").returncode == 0


def take(server: str) -> str:
    """The step that takes notebooks out of a student's repository."""
    if server == "github":
        return steps_of(path_of(server, "grade-students"), "ask")[
            "Take the notebooks and nothing else"
        ]
    return load(path_of(server, "grade-students"))["ask"]["script"][2]


@pytest.mark.parametrize("server", ["github", "gitlab"])
def test_no_link_of_a_student_carries_a_hidden_file(server: str, tmp_path: Path) -> None:
    work = tmp_path / "work"
    theirs = work / "theirs"
    (work / "solutions").mkdir(parents=True)
    (work / "solutions/hidden.ipynb").write_text("HIDDEN")
    (theirs / "one two").mkdir(parents=True)
    (theirs / "one two/a\nb.ipynb").write_text("mine")
    (theirs / ".git").mkdir()
    (theirs / ".git/x.ipynb").write_text("git")
    (theirs / "link.ipynb").symlink_to("../solutions/hidden.ipynb")
    (theirs / "folder").symlink_to("../solutions")
    (theirs / "run.sh").write_text("no notebook")
    os.mkfifo(theirs / "pipe.ipynb")
    Runner(work).must(take(server), STUDENT="amara")
    taken = [p for p in work.rglob("*") if "submitted" in p.parts and not p.is_dir()]
    assert [path.read_text() for path in taken] == ["mine"]


def check_script(server: str) -> tuple[str, tuple[str, ...]]:
    if server == "github":
        return steps_of(path_of(server, "check-student"), "check")["Check"], (
            "bash",
            "-eo",
            "pipefail",
        )
    return load(path_of(server, "check-student"))["check"]["script"][0], ("sh", "-e")


@pytest.mark.parametrize("server", ["github", "gitlab"])
def test_check_student_calls_check_for_each_notebook(server: str, tmp_path: Path) -> None:
    """With a stub in place of the command: which notebooks it gets, and what its status does."""
    script, shell = check_script(server)
    runner = Runner(tmp_path / "work")
    (runner.folder / ".venv").mkdir(parents=True)
    for name in ("a b.ipynb", "bad.ipynb", ".venv/no.ipynb", ".hidden.ipynb", "z.ipynb"):
        (runner.folder / name).write_text("{}")
    stub = tmp_path / "autograder"
    stub.write_text('#!/bin/sh\necho "$1:$2"\ncase "$2" in *bad*) exit 1;; esac\n')
    stub.chmod(0o755)
    done = runner.run(f'PATH="{tmp_path}:$PATH"\n{script}', shell=shell)
    assert done.stdout.splitlines() == ["check:./a b.ipynb", "check:./bad.ipynb", "check:./z.ipynb"]
    assert done.returncode != 0
    (runner.folder / "bad.ipynb").unlink()
    assert runner.run(f'PATH="{tmp_path}:$PATH"\n{script}', shell=shell).returncode == 0


def test_without_a_gradebook_nothing_is_asked(tmp_path: Path) -> None:
    """A new one would have another secret in the last job."""
    runner = Runner(tmp_path / "work")
    (runner.folder / "record").mkdir(parents=True)
    asked = steps_of(path_of("github", "grade-students"), "ask")["Ask"]
    stub = tmp_path / "autograder"
    stub.write_text("#!/bin/sh\ntouch asked\n")
    stub.chmod(0o755)
    assert runner.run(f'PATH="{tmp_path}:$PATH"\n{asked}').returncode != 0
    assert not (runner.folder / "asked").exists()


def test_runs_of_one_student_do_not_displace_anothers() -> None:
    """GitHub keeps only one of the runs of a group that wait."""
    groups = {path.stem: load(path)["concurrency"]["group"] for path in GITHUB}
    assert "inputs.student" in groups["grade-students"]
    assert "client_payload.student" in groups["grade-students"]
    assert len(set(groups.values())) == len(groups)


def test_a_job_that_is_run_again_asks_under_another_nonce(tmp_path: Path) -> None:
    jobs = load(path_of("gitlab", "grade-students"))
    stub = tmp_path / "autograder"
    stub.write_text('#!/bin/sh\necho "$@" >> asked\n')
    stub.chmod(0o755)
    runner = Runner(tmp_path / "work")
    runner.folder.mkdir()
    variables = {"CI_PIPELINE_ID": "7", "CI_JOB_ID": "8", "GRADEBOOK": "g", "STUDENT": "ann"}
    script = f'PATH="{tmp_path}:$PATH"\n{jobs["ask"]["script"][-1]}'
    nonces = set()
    for _ in range(2):
        runner.must(script, **variables)
        nonce = (runner.folder / "nonce.env").read_text().strip().removeprefix("NONCE=")
        assert f"--nonce {nonce}\n" in (runner.folder / "asked").read_text()
        nonces.add(nonce)
    assert len(nonces) == 2
    assert all(nonce.startswith("7-8-") for nonce in nonces)


def test_a_nonce_of_another_pipeline_is_refused(tmp_path: Path) -> None:
    """What passes it on might be written by the job that runs student code."""
    judge = load(path_of("gitlab", "grade-students"))["judge"]["script"][-1]
    stub = tmp_path / "autograder"
    stub.write_text("#!/bin/sh\ntouch judged grades.json\n")
    stub.chmod(0o755)
    runner = Runner(tmp_path / "work")
    runner.folder.mkdir()
    for nonce, status in (("70-1-x", 2), ("", 2), ("7-1-x", 0)):
        variables = {"CI_PIPELINE_ID": "7", "NONCE": nonce, "GRADEBOOK": "g"}
        variables["CI_PROJECT_DIR"] = str(tmp_path)
        done = runner.run(f'PATH="{tmp_path}:$PATH"\n{judge}', shell=("sh", "-e"), **variables)
        assert done.returncode == status, done.stdout + done.stderr
        assert (runner.folder / "judged").exists() is (status == 0)


@pytest.mark.parametrize("server", ["github", "gitlab"])
def test_students_own_checks_ask_for_no_fence(server: str) -> None:
    """`autograder check` has none, so it needs nothing for one."""
    text = path_of(server, "check-student").read_text(encoding="utf-8")
    assert "ISOLATION" not in text
    assert "libseccomp" not in text


def test_where_nothing_is_new_nothing_is_pushed(tmp_path: Path) -> None:
    (tmp_path / "gradebook").mkdir()
    (tmp_path / "gradebook" / "gradebook.db").write_text("as it was")
    record = repository(tmp_path / "gradebook")
    git("branch", "-qm", "gradebook", cwd=record)
    runner = Runner(tmp_path / "work")
    runner.folder.mkdir()
    git("clone", "-q", f"file://{record}", runner.folder / "record")
    stub = tmp_path / "autograder"
    stub.write_text("#!/bin/sh\necho judged\nexit 1\n")  # somebody needs a person
    stub.chmod(0o755)
    steps = steps_of(path_of("github", "grade-students"), "judge")
    script = f'PATH="{tmp_path}:$PATH"\n{steps["Judge, and keep the gradebook"]}'
    assert runner.must(script, NONCE="n") == "judged\n"
    assert len(git("log", "--oneline", cwd=record).splitlines()) == 1
