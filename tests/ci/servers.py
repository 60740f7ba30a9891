"""CI servers, as far as a workflow sees them: each job in a folder of its own, files passed on.

Every shell step runs as it is written, in its order. What cannot run here is played: GitHub's
actions copy files between folders, and the steps that set up a machine are left out.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

BIN = Path(sys.executable).parent
LEFT_OUT = {"Install the grader", "Install the checker", "Allow boxes"}
"""Steps on GitHub that a machine of a CI server needs and this one must not do."""
INSTALLS = ("apt-get ", "python -m pip ")
"""How such lines begin on GitLab."""
NOWHERE = "/nowhere"


def git(*words: str | Path, cwd: Path | None = None) -> str:
    """Run git, as somebody; its output."""
    who = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main")
    command = ["git", *who, *words]
    return subprocess.run(command, cwd=cwd, check=True, capture_output=True, text=True).stdout


def repository(folder: Path) -> Path:
    """Make a folder one commit of a repository of its own; returns it."""
    git("init", "-q", folder)
    git("add", "--force", ".", cwd=folder)
    git("commit", "-qm", "Begin", cwd=folder)
    git("config", "receive.denyCurrentBranch", "ignore", cwd=folder)
    return folder


def copy_files(source: Path, target: Path) -> None:
    """A file, or all files of a folder; no empty folders, which artifacts do not keep."""
    files = [source] if source.is_file() else [p for p in source.rglob("*") if p.is_file()]
    for path in files:
        place = target if source.is_file() else target / path.relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, place)


@dataclass
class Done:
    """A job that ran: its folder, and the steps that did."""

    folder: Path
    green: bool = True
    ran: list[str] = field(default_factory=list)
    log: str = ""
    summary: str = ""
    outputs: dict[str, str] = field(default_factory=dict)

    def run(self, name: str, command: list[str], environment: dict[str, str]) -> None:
        """One step, in this machine's environment without anything of ours."""
        plain = {"PATH": f"{BIN}:{os.environ['PATH']}", "HOME": str(self.folder.parent)}
        done = subprocess.run(
            command, cwd=self.folder, env={**plain, "CI": "true", **environment},
            capture_output=True, text=True,
        )  # fmt: skip
        self.ran.append(name)
        self.log += done.stdout + done.stderr
        self.green &= done.returncode == 0


class GitHub:
    """Runs workflows on the repositories of a course and of its students."""

    def __init__(self, top: Path, **repositories: Path) -> None:
        """Work below ``top``; ``course`` is the repository that workflows run in."""
        self._top = top
        self._repositories = repositories
        self._run = 0
        self.programs = ""
        """A folder whose programs are found first."""
        self.api = "http://127.0.0.1:9"

    def dispatch(self, workflow: Path, own: str = "course", **inputs: str) -> dict[str, Done]:
        """Run all jobs, in the order in which the file has them."""
        self._run += 1
        declared = yaml.safe_load(workflow.read_text(encoding="utf-8"))
        known = {
            **_everything(inputs),
            "github.run_id": str(self._run),
            "github.run_attempt": "1",
            "secrets.STUDENTS_TOKEN": "token",
        }
        ran: dict[str, Done] = {}
        for name, job in declared["jobs"].items():
            lacking = [one for one in _listed(job.get("needs")) if not ran[one].green]
            if lacking and "cancelled()" not in job.get("if", ""):
                continue
            ran[name] = self._job(name, job, own, known)
            for output, value in job.get("outputs", {}).items():
                told = _filled(value, {**known, **ran[name].outputs})
                known[f"needs.{name}.outputs.{output}"] = told
        return ran

    def _job(self, name: str, job: dict[str, Any], own: str, known: dict[str, str]) -> Done:
        place = self._top / f"run{self._run}" / name
        done = Done(place / "checkout")
        done.folder.mkdir(parents=True)
        env = {key: _filled(value, known) for key, value in job.get("env", {}).items()}
        known = {**known, **{f"env.{key}": value for key, value in env.items()}}
        may_push = job["permissions"].get("contents") == "write"
        for step in job["steps"]:
            if step.get("name") in LEFT_OUT or not (done.green or "cancelled()" in str(step)):
                continue
            known.update(done.outputs)
            about = {key: _filled(str(value), known) for key, value in step.get("with", {}).items()}
            if "uses" in step:
                action = step["uses"].partition("@")[0]
                self._play(action, about, done, self._repositories[own], may_push)
            else:
                more = {key: _filled(value, known) for key, value in step.get("env", {}).items()}
                self._shell(step, done, {**env, **more})
        return done

    def _shell(self, step: dict[str, Any], done: Done, environment: dict[str, str]) -> None:
        files = {name: done.folder.parent / name for name in ("output", "summary")}
        for file in files.values():
            file.write_text("")
        told = {
            "GITHUB_OUTPUT": str(files["output"]),
            "GITHUB_STEP_SUMMARY": str(files["summary"]),
            "GITHUB_API_URL": self.api,
        }
        script = f'PATH="{self.programs}:$PATH"\n{step["run"]}' if self.programs else step["run"]
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
        done.run(step["name"], command, {**environment, **told})
        done.summary += files["summary"].read_text(encoding="utf-8")
        for line in files["output"].read_text(encoding="utf-8").splitlines():
            key, _, value = line.partition("=")
            done.outputs[f"steps.{step.get('id')}.outputs.{key}"] = value

    def _play(
        self, action: str, about: dict[str, str], done: Done, own: Path, may_push: bool
    ) -> None:
        artifacts = self._top / f"run{self._run}" / "artifacts"
        if action == "actions/checkout":
            repository = self._repositories[about["repository"]] if "repository" in about else own
            keeps = about["persist-credentials"] == "True" and may_push
            _checkout(repository, about.get("ref"), done.folder / about.get("path", ""), keeps)
        elif action == "actions/upload-artifact":
            _upload(artifacts / about["name"], done.folder, about)
        elif action == "actions/download-artifact":
            name = artifacts / (about.get("name") or about["pattern"])
            copy_files(name, done.folder / about.get("path", ""))
        elif action == "actions/cache/save":
            copy_files(done.folder / about["path"], self._top / "cache" / about["key"])
        elif action == "actions/cache/restore":
            begin = about["restore-keys"]
            kept = sorted((self._top / "cache").glob(f"{begin}*"), key=os.path.getmtime)
            if kept:
                shutil.copy(kept[-1], done.folder / about["path"])
        else:
            assert action == "actions/setup-python", f"nobody plays {action}"


def _everything(inputs: dict[str, str]) -> dict[str, str]:
    """What a run is told by a person; what a service might have told is empty."""
    names = ("student", "repository", "handed_in_at")
    told = {f"inputs.{name}": inputs.get(name, "") for name in names}
    return {**told, **{f"github.event.client_payload.{name}": "" for name in names}}


def _filled(text: str, known: dict[str, str]) -> str:
    """With the value of each expression in its place; only names, and ``||`` between them."""

    def value(found: re.Match[str]) -> str:
        values = [known[name] for name in found[1].split(" || ")]
        return next(filter(None, values), "")

    return re.sub(r"\$\{\{ (.+?) \}\}", value, text)


def _listed(needs: str | list[str] | None) -> list[str]:
    return [needs] if isinstance(needs, str) else needs or []


def _checkout(repository: Path, ref: str | None, folder: Path, keeps: bool) -> None:
    """A clone that can push only if credentials are kept and the job may write."""
    git("clone", "-q", *(["--branch", ref] if ref else []), f"file://{repository}", folder)
    if not keeps:
        git("remote", "set-url", "origin", NOWHERE, cwd=folder)


def _upload(artifact: Path, folder: Path, about: dict[str, str]) -> None:
    """What lies at the paths, from where they part; one that is not there must be allowed to."""
    paths = [folder / line for line in about["path"].split()]
    for path in paths:
        if path.exists():
            alone = len(paths) == 1 and path.is_dir()
            copy_files(path, artifact if alone else artifact / path.relative_to(folder))
        else:
            assert about.get("if-no-files-found") == "ignore", f"{path} is not there"


class GitLab:
    """Runs pipelines in the project of a course or of a student."""

    def __init__(self, top: Path, host: str = "gitlab.test", **projects: Path) -> None:
        """Work below ``top``; projects by path, with ``/`` as ``_``."""
        self._top = top
        self._jobs = 0
        self.pipelines = 0
        self._host = host
        self._projects = projects
        self.api = "http://127.0.0.1:9"
        top.mkdir(parents=True, exist_ok=True)
        lines = []
        for name, path in projects.items():
            for user in ("oauth2", "gitlab-ci-token"):
                url = f"https://{user}@{host}/{name.replace('_', '/')}.git"
                lines.append(f'[url "file://{path}"]\n\tinsteadOf = {url}\n')
        (top / "gitconfig").write_text("".join(lines))

    def dispatch(
        self, pipeline: Path, own: str, secret: dict[str, str], **variables: str
    ) -> dict[str, Done]:
        """Run all jobs; those of the environment ``grading`` know the secret variables."""
        self.pipelines += 1
        declared = yaml.safe_load(pipeline.read_text(encoding="utf-8"))
        names = [n for n in declared if n not in ("stages", "include") and not n.startswith(".")]
        ran: dict[str, Done] = {}
        for name in names:
            job = _extended(declared, name)
            always = any(rule.get("when") == "always" for rule in job.get("rules", []))
            if all(done.green for done in ran.values()) or always:
                told = {**variables, **(secret if "environment" in job else {})}
                ran[name] = self._job(name, job, own, told, ran)
        return ran

    def _job(
        self, name: str, job: dict[str, Any], own: str, told: dict[str, str], ran: dict[str, Done]
    ) -> Done:
        self._jobs += 1
        project = self._projects[own]
        needs = list(job.get("needs", ran))
        done = Done(self._top / f"job{self._jobs}-{name}" / "checkout")
        if job["variables"].get("GIT_STRATEGY") != "none":
            git("clone", "-q", f"file://{project}", done.folder)
        done.folder.mkdir(parents=True, exist_ok=True)
        for one in needs:
            copy_files(self._top / "artifacts" / f"{self.pipelines}-{one}", done.folder)
        environment = {
            "CI_PIPELINE_ID": str(self.pipelines),
            "CI_JOB_ID": str(self._jobs),
            "CI_SERVER_HOST": self._host,
            "CI_PROJECT_PATH": own.replace("_", "/"),
            "CI_PROJECT_DIR": str(done.folder),
            "CI_COMMIT_SHA": git("rev-parse", "HEAD", cwd=project).strip(),
            "CI_JOB_TOKEN": "token",
            "CI_API_V4_URL": self.api,
            "GIT_CONFIG_GLOBAL": str(self._top / "gitconfig"),
            **{key: value for one in needs for key, value in ran[one].outputs.items()},
            **job["variables"],
            **told,
        }
        script = "\n".join(_without_installs([*job.get("before_script", []), *job["script"]]))
        done.run(name, ["sh", "-e", "-c", script], environment)
        self._keep(name, job.get("artifacts", {}), done)
        return done

    def _keep(self, name: str, artifacts: dict[str, Any], done: Done) -> None:
        kept = self._top / "artifacts" / f"{self.pipelines}-{name}"
        for path in artifacts.get("paths", []):
            assert (done.folder / path).exists(), f"{path} is not there: {done.log}"
            copy_files(done.folder / path, kept / path)
        for kind, path in artifacts.get("reports", {}).items():
            assert (done.folder / path).is_file(), f"{path} is not there: {done.log}"
            if kind == "dotenv":
                lines = (done.folder / path).read_text().splitlines()
                done.outputs = dict(line.split("=", 1) for line in lines)


def _extended(declared: dict[str, Any], name: str) -> dict[str, Any]:
    job = declared[name]
    base = declared.get(job.get("extends"), {})
    variables = {**base.get("variables", {}), **job.get("variables", {})}
    return {**base, **job, "variables": variables}


def _without_installs(lines: list[str]) -> Iterator[str]:
    return (line for line in lines if not line.startswith(INSTALLS))
