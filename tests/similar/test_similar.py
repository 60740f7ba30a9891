"""Code that is alike: who is found, who is not, and that nothing of it is run."""

from __future__ import annotations

import json
import random
import re
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from autograder.cli.main import main
from autograder.course.course import assignment
from autograder.grading.submission import Submission
from autograder.similar.code import MAX_LETTERS, OwnCode, Starter, own_code
from autograder.similar.leads import COMMON, cut, leads
from autograder.similar.prints import pieces
from gradebook.pages.similar import AssignmentLeads, Lead, Side, write_similar

SLUG = "04-autograd"
WORDS = ("alpha", "beta", "gamma", "total", "rate", "step")
NOTHING = pieces("")


def written(seed: int, lines: int = 12) -> str:
    """Somebody's own code, unlike that of any other seed."""
    draw = random.Random(seed)
    parts = []
    for _ in range(lines):
        terms = [
            f"{draw.choice(WORDS)}{draw.choice('+-*@/%')}{draw.randint(2, 99)}" for _ in range(4)
        ]
        parts.append(f"{draw.choice(WORDS)} = ({') * ('.join(terms)})")
    return "\n".join(parts)


def found(texts: Sequence[str], given: str = "", most: int = 20) -> list[Lead]:
    cuts = [cut(OwnCode(f"s{place}", text)) for place, text in enumerate(texts)]
    return leads(cuts, pieces(given), most)


def marked(side: Side) -> str:
    return "".join(text for text, alike in side.parts if alike)


def notebook(*sources: str) -> bytes:
    cells = [{"cell_type": "code", "source": source, "metadata": {}} for source in sources]
    return json.dumps({"nbformat": 4, "metadata": {}, "cells": cells}).encode()


def test_a_copy_with_other_names_comments_and_blanks_is_found() -> None:
    copied = re.sub(r"alpha|beta", "mine", written(1)).replace(" = ", "  =   ")
    copied = copied.replace("\n", "  # my own idea\n\n", 3)
    (lead,) = found([written(1), *map(written, range(10, 18)), copied])
    assert lead.students == ("s0", "s9")
    assert lead.share > 0.95
    assert lead.letters > 300


def test_who_wrote_their_own_is_no_lead() -> None:
    assert found([written(seed) for seed in range(30)]) == []


def test_half_a_copy_comes_after_a_whole_one_and_its_passage_is_marked() -> None:
    half = written(1, 6) + "\n" + written(3, 6)
    whole = [written(2), written(2)]
    strong, weak = found([written(1), half, *whole, *map(written, range(10, 20))])
    assert (strong.students, weak.students) == (("s2", "s3"), ("s0", "s1"))
    assert 0.3 < weak.share < 0.7
    assert written(1, 5) in marked(weak.second)
    assert written(3, 6)[60:] not in marked(weak.second)
    for side in (weak.first, weak.second):
        assert "".join(text for text, _ in side.parts) in (written(1), half)


def test_what_was_given_and_what_many_have_is_no_lead() -> None:
    many = [written(1) + "\n" + written(seed) for seed in range(20, 20 + COMMON + 1)]
    assert found([*many, *map(written, range(50, 90))]) == []
    few = [*many[:2], *map(written, range(50, 99))]
    assert [lead.students for lead in found(few)] == [("s0", "s1")]
    assert found(few, given=written(1)) == []


def test_in_a_small_class_what_three_have_is_common() -> None:
    assert len(found([written(1), written(1), written(2)])) == 1
    assert found([written(1), written(1), written(1), written(2)]) == []


def test_a_line_or_two_is_no_lead() -> None:
    assert found([written(1, 1), written(1, 1), *map(written, range(5, 15))]) == []


def test_the_most_alike_come_first_and_no_more_than_wanted() -> None:
    twins = [written(seed) for seed in range(6) for _ in range(2)]
    assert len(found([*twins, *map(written, range(50, 90))], most=4)) == 4


def test_nobody_and_one_have_no_leads() -> None:
    assert found([]) == found([written(1)]) == found(["", ""]) == []


def test_own_code_is_what_the_starter_does_not_have(course: Path) -> None:
    about = assignment(course, SLUG)
    given = Starter.of(about)
    stub = next(cell for cell in sorted(given.cells) if '"""' in cell)
    mine = stub + "\n    answer = 42  # my line"
    content = notebook(*given.cells - {stub}, mine, "x = 1\r\n\r\n\r\n\r\ny = 2   ")
    code = own_code(Submission("ada", SLUG, content), given)
    assert code is not None
    assert code.text.endswith("answer = 42  # my line\n\nx = 1\n\ny = 2")
    assert '"""' not in code.text
    assert len(code.text) < 400
    assert own_code(Submission("bo", SLUG, b"no notebook"), given) is None


@pytest.mark.parametrize("text", ["\n " * 50_000, "'\\N{" * 25_000, "(" * 10**6, '"""' * 10**5])
def test_no_text_takes_long(course: Path, text: str) -> None:
    given = Starter(frozenset(), "", ())
    started = time.process_time()
    code = own_code(Submission("ada", SLUG, notebook(text)), given)
    assert code is not None
    assert len(code.text) <= MAX_LETTERS
    cut(code)
    assert time.process_time() - started < 10


@pytest.fixture
def handed_in(tmp_path: Path) -> Path:
    """Two who have the same, in folders as nbgrader has them; running it would leave a file."""
    (tmp_path / "in").mkdir()
    trap = f"open({str(tmp_path / 'ran')!r}, 'w').close()"
    names = ("ada", "<b>bo</b>", *(f"s{seed}" for seed in range(8)))
    for seed, name in enumerate(names):
        own = written(0 if seed < 2 else seed) + f"\n# <script>alert({seed})</script>\n{trap}"
        folder = tmp_path / "in" / name.replace("/", "⁄") / SLUG
        folder.mkdir(parents=True)
        (folder / f"{SLUG}.ipynb").write_bytes(notebook(own))
    return tmp_path / "in"


def invoke(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


def test_the_command_writes_pages_and_runs_nothing(
    course: Path, handed_in: Path, tmp_path: Path, read_page: Callable[[str], Any]
) -> None:
    output = tmp_path / "similar"
    result = invoke("similar", handed_in, "--course", course, "--output", output)
    assert (result.exit_code, "1 leads, which are no verdicts" in result.output) == (0, True)
    assert not (tmp_path / "ran").exists()
    index, pair = (read_page((output / f"{name}.html").read_text()) for name in ("index", SLUG))
    assert "These are leads, not verdicts." in index.text
    assert "Honest pairs look alike too" in index.text
    assert "<b>bo<⁄b> and ada" in index.text
    assert "04-autograd: 1 lead among 10 notebooks" in index.text
    assert "<script>alert(0)</script>" in pair.text
    assert ["mark" for tag, _ in pair.elements if tag == "mark"]


def test_without_copydetect_it_says_what_to_install(
    course: Path, handed_in: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "copydetect", None)
    result = invoke("similar", handed_in, "--course", course, "--output", tmp_path / "out")
    assert (result.exit_code, "pip install 'torchgrade[similar]'" in result.output) == (2, True)


def test_pairs_of_several_assignments_are_told_first(
    tmp_path: Path, read_page: Callable[[str], Any]
) -> None:
    sides = Side("ada", (("x = 1\n" * 9, False), ("y = 2\n", True))), Side("bo", (("y = 2", True),))
    lead = Lead(*sides, 0.5, 200)
    told = [AssignmentLeads(slug, slug.title(), 9, (lead,)) for slug in ("one", "two")]
    assert write_similar([*told, AssignmentLeads("three", "Three", 9, ())], tmp_path) == 3
    text = read_page((tmp_path / "index.html").read_text()).text
    assert "ada and bo 2 one , two" in text
    assert "three: 0 leads among 9 notebooks" in text
    shown = read_page((tmp_path / "one.html").read_text()).text
    assert "⋯ 7 lines ⋯ x = 1 x = 1 y = 2" in shown
