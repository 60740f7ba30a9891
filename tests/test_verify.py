"""``verify`` proves the course, and says what is wrong with a broken one."""

from __future__ import annotations

import shutil
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from autograder.cli.main import main
from autograder.verify.judge import Fault
from autograder.verify.proof import Proof

pytestmark = pytest.mark.slow


def verify(course: Path, *args: str) -> Result:
    return CliRunner().invoke(main, ["verify", "--course", str(course), "--jobs", "2", *args])


def test_the_course_is_proved(course: Path) -> None:
    result = verify(course, "--seeds", "1", "--sample", "60", "--again")
    assert result.exit_code == 0, result.output
    assert "0 shortfalls" in result.output


SLUG = "06-manual-backprop"


@pytest.fixture(scope="module")
def broken(course: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course of 06 alone, spoiled in places that have nothing to do with one another."""
    broken = tmp_path_factory.mktemp("broken")
    for top in ("solutions", "assignments"):
        shutil.copytree(course / top / SLUG, broken / top / SLUG)
    folder = broken / "solutions" / SLUG
    # A sample has the first of the misconceptions, and one of each task's mutants.
    kept = {"mean_loss", "einsum", "functions", "old_spelling"}
    for path in (*folder.glob("misconceptions/*.py"), *folder.glob("alternatives/*.py")):
        if path.stem not in kept:
            path.unlink()
    source = folder / "notebook.py"
    spoil(source, "grad_h = grad_relu * (h > 0)", "grad_h = grad_relu.clamp(min=0)")
    # The clamp of the notes is the reference, and the notebook's own tests, which tell, are mute.
    source.write_text(source.read_text(encoding="utf-8").replace("\nassert ", "\nlambda: "))
    spoil(folder / "alternatives/functions.py", "torch.relu(h)", "torch.abs(h)")
    weak = "agree(student.run(_squared_error, *pair), reference.run(_squared_error, *pair))"
    spoil(folder / "checks.py", weak, "student.run(_squared_error, *pair)")
    with (folder / "equivalents.toml").open("a", encoding="utf-8") as file:
        file.write('[[equivalent]]\nmutant = "train: no → such"\nreason = "None."\n')
    return broken


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture(scope="module")
def proof(broken: Path) -> Proof:
    """What one verification says of all that."""
    result = verify(broken, "--seeds", "1")
    assert result.exit_code == 1, result.output
    return msgspec.json.decode((broken / "build/verify/verify.json").read_bytes(), type=Proof)


def told(proof: Proof, fault: Fault, start: str) -> bool:
    return any(kind == fault and text.startswith(start) for _, kind, text in proof.shortfalls)


@pytest.mark.parametrize("oracle", ["autograd", "nudges"])
def test_the_clamp_of_the_notes_as_reference_is_found_out(proof: Proof, oracle: str) -> None:
    start = f"reference: failed check_gradients_against_{oracle}: "
    assert told(proof, Fault.FALSE_REJECT, start)


def test_a_check_that_accepts_a_misconception_is_found_out(proof: Proof) -> None:
    start = "misconception mean_loss: must fail check_squared_error, but it passed"
    assert told(proof, Fault.FALSE_ACCEPT, start)


def test_a_check_that_accepts_junk_is_found_out(proof: Proof) -> None:
    assert told(proof, Fault.FALSE_ACCEPT, "junk nothing: passes check_squared_error")
    assert not told(proof, Fault.FALSE_ACCEPT, "junk nothing: passes check_forward")


def test_a_check_that_lets_mutants_survive_is_found_out(proof: Proof) -> None:
    assert told(proof, Fault.FALSE_ACCEPT, "mutant squared_error: ")
    assert not told(proof, Fault.FALSE_ACCEPT, "mutant forward: ")
    (row,) = proof.rows
    assert row.caught < row.mutants


def test_a_wrong_alternative_is_found_out(proof: Proof) -> None:
    assert told(proof, Fault.FALSE_REJECT, "alternative functions: failed check_forward: ")
    assert not told(proof, Fault.FALSE_REJECT, "alternative einsum: failed check_forward")


def test_an_equivalent_of_nothing_is_found_out(proof: Proof) -> None:
    start = "equivalents.toml lists a mutant that does not exist: train: no → such"
    assert told(proof, Fault.UNDECLARED, start)


def test_a_stale_starter_is_found_out(proof: Proof) -> None:
    assert told(proof, Fault.UNDECLARED, "the starter notebook is out of date")


def test_a_new_assignment_is_proved(tmp_path: Path) -> None:
    (tmp_path / "solutions").mkdir()
    made = CliRunner().invoke(main, ["new", "14-graphs", "--course", str(tmp_path)])
    assert made.exit_code == 0, made.output
    result = verify(tmp_path, "--seeds", "1")
    assert result.exit_code == 0, result.output
    assert "0 shortfalls" in result.output
