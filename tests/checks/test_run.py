"""Run the checks of a small assignment with pytest."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path
from textwrap import dedent, indent
from typing import Any

import pytest
import torch

from autograder.checks.collect import collect_specs
from autograder.checks.verdict import CheckRun, ChecksBroken
from autograder.outcome import Outcome, StudentProblem

Run = Callable[..., list[CheckRun]]

HEAD = "from autograder.checks import agree, check, probe, require\n\n"
PLAIN = """
    x = rng.normal(3)
    agree(student.call("f", x), reference.call("f", x))
"""


def one(body: str, name: str = "check_f", arguments: str = "") -> str:
    """A check with this body."""
    text = indent(dedent(body).strip(), "    ")
    head = f'@check("f"{arguments})\ndef {name}(student, reference, rng):\n    """Words."""'
    return f"\n\n{head}\n{text}\n"


def double(x: torch.Tensor) -> torch.Tensor:
    return x * 2


def failing(_: Any) -> None:
    raise ZeroDivisionError("oh")


def unwritten(_: Any) -> None:
    raise NotImplementedError


def only(runs: list[CheckRun]) -> CheckRun:
    (run,) = runs
    return run


@pytest.mark.parametrize(
    ("names", "outcome", "words"),
    [
        ({"f": double}, Outcome.PASSED, ""),
        ({"f": lambda x: x * 3}, Outcome.FAILED, "not the right value"),
        ({"f": lambda x: x.mul_(2)}, Outcome.FAILED, "was changed by your function"),
        ({"f": failing}, Outcome.ERRORED, "ZeroDivisionError: oh"),
        ({"f": unwritten}, Outcome.MISSING, "not written yet"),
        ({}, Outcome.MISSING, "does not define `f`"),
        (
            {"f": lambda x: {type("K", (list,), {"__hash__": lambda _: 1})(): 1}},
            Outcome.REFUSED,
            "",
        ),
    ],
)
def test_outcome_of_a_check(run: Run, names: dict[str, Any], outcome: Outcome, words: str) -> None:
    done = only(run(HEAD + one(PLAIN), names, {"f": double}))
    assert done.outcome is outcome
    assert words in done.message


def test_failed_check_keeps_its_findings_and_transcript(run: Run) -> None:
    done = only(run(HEAD + one(PLAIN), {"f": lambda x: x * 3}, {"f": double}))
    assert [found.kind for found in done.found] == ["value"]
    assert len(done.replies) == 1
    assert done.seconds > 0


def test_hidden_check_does_not_tell_and_a_visible_one_does(run: Run) -> None:
    body = 'agree(student.call("f", 1), reference.call("f", 1))'
    for arguments, told in (("", False), (", visible=True", True)):
        text = HEAD + one(body, arguments=arguments)
        done = only(run(text, {"f": lambda _: 1}, {"f": lambda _: 31337}))
        assert ("31337" in done.message) is told


def test_check_that_needs_a_failed_one_is_skipped(run: Run) -> None:
    text = HEAD + one(PLAIN) + one(PLAIN, "check_g", ", needs=[check_f]")
    text += one(PLAIN, "check_h", ", needs=[check_g]") + one(PLAIN, "check_i")
    runs = run(text, {"f": failing}, {"f": double})
    skipped = Outcome.SKIPPED
    assert [r.outcome for r in runs] == [Outcome.ERRORED, skipped, skipped, Outcome.ERRORED]
    assert (
        runs[1].message
        == f"Not run: it builds on a check that did not pass: {runs[0].spec.description}"
    )
    assert not runs[1].replies


def test_check_that_needs_a_passed_one_runs(run: Run) -> None:
    text = HEAD + one(PLAIN) + one(PLAIN, "check_g", ", needs=[check_f]")
    runs = run(text, {"f": double}, {"f": double})
    assert [r.outcome for r in runs] == [Outcome.PASSED, Outcome.PASSED]


def right_so_often(times: int) -> Callable[..., dict[str, Any]]:
    """Makes copies of a student's functions, each of which is right only so many times."""

    def copied(_: Any) -> dict[str, Any]:
        calls: list[int] = []

        def f(x: torch.Tensor) -> torch.Tensor:
            calls.append(1)
            return x * (2 if len(calls) <= times else 3)

        made.append(calls)
        return {"f": f}

    made: list[list[int]] = []
    copied.made = made  # type: ignore[attr-defined]
    return copied


THREE = HEAD + one(PLAIN) + one(PLAIN, "check_g") + one(PLAIN, "check_h")


def test_checks_of_a_task_share_a_copy_while_they_pass(run: Run) -> None:
    copied = right_so_often(9)
    runs = run(THREE, {}, {"f": double}, copied=copied)
    assert [r.outcome for r in runs] == [Outcome.PASSED] * 3
    assert [len(calls) for calls in copied.made] == [3]
    assert [len(r.replies) for r in runs] == [1, 1, 1]


def test_what_fails_in_a_used_copy_is_judged_in_two_others(run: Run) -> None:
    copied = right_so_often(1)
    runs = run(THREE, {}, {"f": double}, copied=copied)
    assert [r.outcome for r in runs] == [Outcome.PASSED] * 3
    assert [len(calls) for calls in copied.made] == [2, 1, 2, 1, 1]
    assert [len(r.replies) for r in runs] == [1, 1, 1]


def test_what_fails_in_a_fresh_copy_is_not_run_again(run: Run) -> None:
    copied = right_so_often(0)
    runs = run(THREE, {}, {"f": double}, copied=copied)
    assert [r.outcome for r in runs] == [Outcome.FAILED] * 3
    assert [len(calls) for calls in copied.made] == [1, 1, 1]


def test_another_task_has_a_copy_of_its_own(run: Run) -> None:
    copied = right_so_often(9)
    text = HEAD + one(PLAIN) + one(PLAIN, "check_g").replace('check("f")', 'check("g")')
    run(text, {}, {"f": double}, copied=copied)
    assert [len(calls) for calls in copied.made] == [1, 1]


TWICE = """
    x = rng.normal(3)
    two, three = (reference.call(name, x) for name in ("f", "g"))
    either(lambda: agree(student.call("f", x), two), lambda: agree(student.call("f", x), three))
"""
EITHER = HEAD.replace("agree", "agree, either") + one(TWICE)
FUNCTIONS = {"f": double, "g": lambda x: x * 3}
TRIPLE = {"f": FUNCTIONS["g"]}


def ends_at(question: int) -> Callable[[], None]:
    """Raises once, as a box does whose process has ended."""

    def ended() -> None:
        if next(number) == question:
            raise StudentProblem(Outcome.CRASHED, "It ended.")

    number = count(1)
    return ended


def test_on_a_gpu_all_tasks_share_a_copy(run: Run) -> None:
    """A process that has started CUDA cannot be copied, and a new one takes a second."""
    copied = right_so_often(9)
    text = (HEAD + one(PLAIN) + one(PLAIN, "check_g")).replace('check("f")', 'check("f", gpu=True)')
    text += one(PLAIN, "check_h", ", gpu=True").replace('"f", gpu', '"g", gpu')
    runs = run(text, {}, {"f": double}, copied=copied, gpu=torch.device("cpu"))
    assert [(r.spec.task, r.outcome) for r in runs] == [
        ("f", "passed"),
        ("f", "passed"),
        ("g", "passed"),
    ]
    assert [len(calls) for calls in copied.made] == [3]


def test_a_check_without_its_flag_is_given_no_gpu(run: Run) -> None:
    text = HEAD + one(PLAIN).replace("rng)", "rng, gpu)")
    found = only(run(text, {"f": double}, {"f": double}))
    assert found.outcome is Outcome.GRADER_ERROR
    assert "a check that asks for `gpu` must say gpu=True in its @check" in found.message


def test_a_process_that_ended_decides_whatever_a_check_makes_of_it(run: Run) -> None:
    """Else a wrong first answer would hide that the machine took away the right second one."""
    assert only(run(EITHER, TRIPLE, FUNCTIONS)).outcome is Outcome.PASSED
    for question in (1, 2):
        found = only(run(EITHER, {**TRIPLE, "ended": ends_at(question)}, FUNCTIONS))
        assert (found.outcome, found.message) == (Outcome.CRASHED, "It ended.")


def test_what_took_too_long_is_not_called_ended(run: Run) -> None:
    """The grader ends such a process itself, so what is asked next finds it gone."""
    problems = iter([Outcome.TIMED_OUT, Outcome.CRASHED])

    def ended() -> None:
        raise StudentProblem(next(problems), "")

    assert only(run(EITHER, {"ended": ended}, FUNCTIONS)).outcome is Outcome.TIMED_OUT


def test_in_a_used_copy_the_check_is_run_again(run: Run) -> None:
    text = EITHER + one(TWICE, "check_g")
    runs = run(text, {**TRIPLE, "ended": ends_at(3)}, FUNCTIONS)
    assert [one.outcome for one in runs] == [Outcome.PASSED, Outcome.PASSED]
    assert [len(one.replies) for one in runs] == [2, 2]


def test_a_fault_of_ours_is_not_overruled_by_it(run: Run) -> None:
    body = "try:\n    student.call('f', 1)\nexcept Exception:\n    1 / 0"
    found = only(run(HEAD + one(body), {**TRIPLE, "ended": ends_at(1)}, FUNCTIONS))
    assert found.outcome is Outcome.GRADER_ERROR


def test_a_check_run_again_draws_the_same_inputs(run: Run) -> None:
    runs = run(THREE, {}, {"f": double}, copied=right_so_often(1))
    inputs = [r.replies[0].sent[0] for r in runs]
    assert torch.equal(inputs[0], inputs[1])  # one seed for all, here


@pytest.mark.parametrize(
    "body",
    [
        "1 / 0",
        "assert False",
        "raise SystemExit(0)",
        "import pytest\npytest.skip('no')",
        "import pytest\npytest.xfail('no')",
        "import pytest\npytest.fail('no')",
        "pass",
        'reference.call("f", 1)',
        'agree(student.call("f", 1), reference.call("g", 1))',
        'student.call("f", 1)\nundefined',
    ],
)
def test_fault_of_the_check_is_ours(run: Run, body: str) -> None:
    done = only(run(HEAD + one(body), {"f": abs}, {"f": abs}))
    assert done.outcome is Outcome.GRADER_ERROR
    assert done.message.startswith("The grader failed here")


def test_unknown_fixture_is_our_fault(run: Run) -> None:
    text = HEAD + one(PLAIN).replace("rng)", "rng, nonsense)")
    assert only(run(text, {"f": double}, {"f": double})).outcome is Outcome.GRADER_ERROR


def test_failure_of_one_check_leaves_the_next_alone(run: Run) -> None:
    text = HEAD + one("1 / 0", "check_a") + one(PLAIN, "check_b")
    outcomes = [r.outcome for r in run(text, {"f": double}, {"f": double})]
    assert outcomes == [Outcome.GRADER_ERROR, Outcome.PASSED]


def test_require_speaks_for_itself(run: Run) -> None:
    body = 'reply = student.call("f", 1)\nrequire(False, "It must fall.", reply)'
    done = only(run(HEAD + one(body), {"f": abs}, {"f": abs}))
    assert (done.outcome, done.message) == (Outcome.FAILED, "It must fall.")


def test_checks_run_in_their_order(run: Run) -> None:
    names = ["check_z", "check_a", "check_m"]
    runs = run(HEAD + "".join(one(PLAIN, name) for name in names), {"f": double}, {"f": double})
    assert [r.spec.name for r in runs] == names


def test_probe_runs_next_to_the_functions(run: Run) -> None:
    text = HEAD + "@probe\ndef p(ns, x):\n    return ns.f(x) + torch.ones(1)\n"
    text += one("agree(student.run(p, 1.5), reference.run(p, 1.5))")
    for function, outcome in ((double, Outcome.PASSED), (abs, Outcome.FAILED)):
        assert only(run(text, {"f": function}, {"f": double})).outcome is outcome


def test_rng_has_the_seed_of_the_check(run: Run) -> None:
    body = 'require(rng.integer(0, 10**9) == EXPECTED, "no", student.call("f", 1))'
    seeded = int(torch.randint(0, 10**9, (1,), generator=torch.Generator().manual_seed(1)))
    text = HEAD + one(body.replace("EXPECTED", str(seeded)))
    assert only(run(text, {"f": abs}, {"f": abs})).outcome is Outcome.PASSED


@pytest.mark.parametrize(
    "text",
    [
        "import nonsense_that_is_not_there",
        "def (",
        "",
        "x = 1",
        HEAD + '@check("f")\ndef check_mute(student): ...',
    ],
)
def test_module_that_cannot_be_run_is_broken(run: Run, text: str) -> None:
    with pytest.raises(ChecksBroken, match=r"checks\.py"):
        run(text, {"f": double}, {"f": double})


def test_checks_print_nothing(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    run(HEAD + one("1 / 0"), {"f": double}, {"f": double})
    assert capsys.readouterr().out == ""


def test_settings_of_the_surroundings_have_no_say(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTEST_ADDOPTS", "--collect-only")
    assert only(run(HEAD + one(PLAIN), {"f": double}, {"f": double})).outcome is Outcome.PASSED


def test_checks_of_two_assignments_are_kept_apart(run: Run) -> None:
    for name in ("check_a", "check_b"):
        runs = run(HEAD + one(PLAIN, name), {"f": double}, {"f": double})
        assert only(runs).spec.name == name


def test_check_that_pytest_does_not_run_is_broken(run: Run) -> None:
    with pytest.raises(ChecksBroken, match="must be named check_"):
        run(HEAD + one(PLAIN) + one(PLAIN, "other"), {"f": double}, {"f": double})


def test_specs_come_in_the_module_s_order(tmp_path: Path) -> None:
    path = tmp_path / "checks.py"
    path.write_text(HEAD + one(PLAIN, "check_b") + one(PLAIN, "check_a"), encoding="utf-8")
    assert [spec.name for spec in collect_specs(path)] == ["check_b", "check_a"]


@pytest.mark.parametrize("text", ["import nonsense_that_is_not_there", "def (", "1 / 0", None])
def test_specs_of_a_broken_module(tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "checks.py"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(ChecksBroken, match=r"checks\.py"):
        collect_specs(path)


def test_nothing_above_the_assignment_is_read(run: Run, tmp_path: Path) -> None:
    """A conftest.py of somebody else's must not judge, nor a folder of thousands slow us down."""
    (tmp_path / "conftest.py").write_text("raise RuntimeError('not ours')")
    folder = tmp_path / "course" / "slug"
    folder.mkdir(parents=True)
    done = only(run(HEAD + one(PLAIN), {"f": double}, {"f": double}, folder))
    assert done.outcome is Outcome.PASSED
