"""The command line as its users meet it."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from autograder.cli.main import main
from gradebook.store import Gradebook


def invoke(*args: str | Path) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


def test_help_is_fast_and_imports_no_torch() -> None:
    code = "import sys; from autograder.cli.main import main\n"
    code += "try: main(['--help'])\nexcept SystemExit: pass\n"
    code += "sys.stderr.write(str('torch' in sys.modules))"
    started = time.monotonic()
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stderr == "False"
    # 0.3 s on an idle machine; tests share theirs with one another.
    assert time.monotonic() - started < 2.0


@pytest.mark.parametrize("command", main.commands)
def test_every_command_and_option_has_help(command: str) -> None:
    about = main.commands[command]
    assert about.help
    for parameter in about.params:
        if parameter.param_type_name == "option":
            assert getattr(parameter, "help", None), parameter.name


def test_no_such_path_is_a_usage_error(course: Path) -> None:
    result = invoke("grade", "/nowhere", "--course", course)
    assert result.exit_code == 2
    assert "does not exist" in result.output


def test_an_empty_folder_is_a_usage_error(course: Path, tmp_path: Path) -> None:
    result = invoke("grade", tmp_path, "--course", course)
    assert result.exit_code == 2
    assert "holds no .ipynb file" in result.output


def test_an_unknown_assignment_is_a_usage_error(course: Path, tmp_path: Path) -> None:
    result = invoke("grade", tmp_path, "--course", course, "--assignment", "99-nothing")
    assert result.exit_code == 2
    assert "in this course; there are 01-tensors, 02-operations" in result.output


@pytest.mark.parametrize(
    ("option", "name", "sentence"),
    [
        ("--assignment", "04-autogrand", "did you mean 04-autograd"),
        ("--check", "xyz", "no check 'xyz' here; there are check_tracked_from_plain, check_"),
        ("--check", "check_tracked_from_plane", "did you mean check_tracked_from_plain or "),
    ],
)
def test_a_regrade_of_what_is_not_there_is_a_usage_error(
    course: Path, tmp_path: Path, option: str, name: str, sentence: str
) -> None:
    (tmp_path / "ann_04-autograd.ipynb").write_text(json.dumps({"nbformat": 4, "cells": []}))
    target = tmp_path / "gradebook.db"
    Gradebook.open(target).close()
    where = ("--course", course, "--gradebook", target)
    result = invoke("regrade", tmp_path / "ann_04-autograd.ipynb", *where, option, name)
    assert (result.exit_code, sentence in result.output) == (2, True), result.output


def test_no_course_is_a_usage_error(tmp_path: Path) -> None:
    result = invoke("grade", tmp_path, "--course", tmp_path)
    assert result.exit_code == 2
    assert "has solutions/" in result.output


def test_a_database_that_is_none_is_the_graders_failure(course: Path, tmp_path: Path) -> None:
    strange = tmp_path / "strange.db"
    strange.write_text("this is not a database")
    result = invoke("export", "--gradebook", strange)
    assert result.exit_code == 3
    assert str(strange) in result.output


def test_grading_refuses_below_the_level_asked_for(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from autograder.sandbox import isolation

    missing = {"namespaces": "forbidden here", "landlock": "", "seccomp": "", "rlimits": ""}
    monkeypatch.setattr(isolation, "detect", lambda: missing)
    notebook = tmp_path / "ann_04-autograd.ipynb"
    notebook.write_text(json.dumps({"nbformat": 4, "cells": []}))
    target = tmp_path / "gradebook.db"
    result = invoke("grade", notebook, "--course", course, "--gradebook", target)
    assert result.exit_code == 3
    assert "forbidden here" in result.output
    assert "sysctl" in result.output
    assert not target.exists()


def test_export_of_an_empty_gradebook_has_only_a_header(tmp_path: Path) -> None:
    Gradebook.open(tmp_path / "new.db").close()
    result = invoke("export", "--gradebook", tmp_path / "new.db")
    assert result.exit_code == 0
    assert result.output.startswith("assignment,duedate,timestamp,student_id,")
    assert result.output.count("\n") == 1


@pytest.mark.parametrize("command", ["export", "feedback", "report"])
def test_no_gradebook_is_a_usage_error(command: str, tmp_path: Path) -> None:
    result = invoke(command, "--gradebook", tmp_path / "mistyped.db")
    assert result.exit_code == 2
    assert "there is no gradebook" in result.output
    assert not list(tmp_path.iterdir())


def test_a_stray_notebook_is_named_and_needs_a_person(course: Path, tmp_path: Path) -> None:
    (tmp_path / "holiday.ipynb").write_text(json.dumps({"nbformat": 4, "cells": []}))
    target = tmp_path / "gradebook.db"
    result = invoke("grade", tmp_path, "--course", course, "--gradebook", target)
    assert result.exit_code == 1
    assert "not graded: holiday.ipynb" in result.output


def test_pages_of_an_empty_gradebook(tmp_path: Path) -> None:
    target = tmp_path / "new.db"
    Gradebook.open(target).close()
    for command, said in (("feedback", "Wrote 0 pages"), ("report", "open ")):
        result = invoke(command, "--gradebook", target, "--output", tmp_path / command)
        assert (result.exit_code, said in result.output) == (0, True)
    unknown = invoke("feedback", "--gradebook", target, "--student", "ada")
    assert unknown.exit_code == 2
    assert "has no student 'ada'" in unknown.output
