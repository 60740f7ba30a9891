"""``%check`` in a shell of IPython's: what it says, and that the shell is as it was."""

from __future__ import annotations

import random
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from autograder import load_ipython_extension
from autograder.student.bundle import Bundle, dumped
from autograder.student.live import LiveSession, undisturbed

RIGHT = "def double(x):\n    return x + x\n"


@pytest.fixture
def shell(
    tmp_path: Path, bundle: Bundle, monkeypatch: pytest.MonkeyPatch
) -> Iterator[InteractiveShell]:
    """A shell whose notebook lies beside a bundle."""
    (tmp_path / "doubling.checks.json").write_text(dumped(bundle))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setattr("sys.excepthook", None)
    config = Config()
    config.HistoryManager.enabled = False
    made = InteractiveShell(config=config)
    load_ipython_extension(made)
    yield made
    plt.close("all")


@pytest.fixture
def check(shell: InteractiveShell, capsys: pytest.CaptureFixture[str]) -> Any:
    """Run a cell, then ``%check`` with these arguments; gives what is shown."""

    def checked(source: str, line: str = "") -> str:
        shell.run_cell(source)
        capsys.readouterr()
        shell.run_line_magic("check", line)
        return str(capsys.readouterr().out)

    return checked


def test_right_functions_pass(check: Any) -> None:
    assert "✓ For ones it is twos.\n  ✓ Done twice it is" in check(RIGHT)


def test_the_functions_are_those_that_the_kernel_has_now(check: Any) -> None:
    check(RIGHT)
    assert "✗ For ones it is twos." in check("def double(x):\n    return x")


def test_an_error_is_told_with_its_place(check: Any) -> None:
    text = check("# twice\ndef double(x):\n    return x.nothing")
    assert "AttributeError: 'Tensor' object has no attribute 'nothing'." in text
    assert "line 3: `return x.nothing`." in text


def test_a_function_that_is_not_there_is_one_whose_cell_was_not_run(check: Any) -> None:
    assert "`double` is not defined yet: run the cell that defines it, then this." in check("")


def test_one_task_may_be_asked_for(check: Any) -> None:
    assert "They decide 1 of 4 points" in check(RIGHT, "double")
    assert check(RIGHT, "triple").startswith("triple: no check is visible; hidden checks decide")


def test_an_unknown_task_is_told_which_there_are(check: Any) -> None:
    text = check(RIGHT, "doubel")
    assert text == "%check: no task is called 'doubel' in doubling; there are double, triple.\n"


def test_a_bundle_may_be_named(check: Any, tmp_path: Path) -> None:
    moved = tmp_path / "my files"
    moved.mkdir()
    (tmp_path / "doubling.checks.json").rename(moved / "b.checks.json")
    assert "no visible checks here" in check(RIGHT)
    assert "✓ For ones" in check(RIGHT, '--bundle "my files/b.checks.json"')


NOISY = """
import os, random, sys, warnings
import matplotlib.pyplot as plt
import numpy as np
import torch
from IPython.display import display, HTML

def double(x):
    global left_behind, kept
    left_behind = kept = 1
    print("noise " * 1000)
    sys.stderr.write("more noise")
    display(HTML("noise"))
    warnings.warn("noise")
    plt.plot([1, 2])
    torch.manual_seed(1)
    np.random.seed(1)
    random.seed(1)
    torch.set_grad_enabled(False)
    os.chdir("/")
    y = x * 2
    x += 1
    x -= 1
    return y
"""


def test_the_kernel_is_left_as_it_was(check: Any, shell: InteractiveShell, tmp_path: Path) -> None:
    shell.run_cell(NOISY)
    names = shell.user_ns
    names["kept"] = "mine"
    own = plt.figure(7)
    torch.manual_seed(5), np.random.seed(5), random.seed(5)
    expected = torch.rand(2), np.random.rand(), random.random()
    torch.manual_seed(5), np.random.seed(5), random.seed(5)
    text = check("")
    assert "✓ For ones it is twos." in text
    assert "noise" not in text
    drawn = torch.rand(2), np.random.rand(), random.random()
    assert torch.equal(drawn[0], expected[0])
    assert drawn[1:] == expected[1:]
    assert torch.is_grad_enabled()
    assert Path.cwd() == tmp_path
    assert names["kept"] == "mine"
    assert "left_behind" not in names
    assert plt.get_fignums() == [7]
    assert plt.gcf() is own
    assert not own.axes


def test_recording_that_is_off_stays_off() -> None:
    with torch.no_grad():
        with undisturbed({}):
            torch.set_grad_enabled(True)
        assert not torch.is_grad_enabled()


def test_warnings_are_as_strict_as_before() -> None:
    with undisturbed({}):
        warnings.warn("nobody hears it", stacklevel=1)
    with pytest.raises(UserWarning):
        warnings.warn("an error again", stacklevel=1)


def test_nobody_is_asked_for_input(check: Any) -> None:
    assert "nobody sits at a keyboard" in check("def double(x):\n    return x * float(input())")


def test_an_interrupt_stops_the_checks_and_leaves_all_as_it_was(
    shell: InteractiveShell, tmp_path: Path
) -> None:
    shell.run_cell("import os\ndef double(x):\n    os.chdir('/')\n    raise KeyboardInterrupt")
    with pytest.raises(KeyboardInterrupt):
        shell.run_line_magic("check", "")
    assert Path.cwd() == tmp_path


def test_a_check_that_starts_processes_is_for_the_command(shell: InteractiveShell) -> None:
    from autograder.student.replay import CannotTry

    def forks(ns):  # type: ignore[no-untyped-def]
        import os

        return os.fork()

    with pytest.raises(CannotTry, match="`autograder check` tries it"):
        LiveSession(shell).run(forks)


def test_a_slow_check_is_told(check: Any) -> None:
    once = "    if not slept:\n        slept.append(time.sleep(2.1))\n"
    text = check(f"import time\nslept = []\ndef double(x):\n{once}    return x + x")
    assert "It took 2 seconds; the grader stops a check after 2." in text
