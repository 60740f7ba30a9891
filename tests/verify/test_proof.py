"""The numbers of a verification, and the reports that show them."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from autograder.course.assignment import Assignment, Task
from autograder.outcome import Outcome
from autograder.verify.judge import Fault, Shortfall, shortfalls
from autograder.verify.proof import Equivalence, Proof, Row, combined, prove
from autograder.verify.report import COLUMNS, markdown, page, summary, total, write_reports
from autograder.verify.trial import Seen, Trial, Tried
from autograder.verify.variants import Kind, Variant
from autograder.wire.limits import Limits
from gradebook.policy import DEFAULT

HOSTILE = "<script>alert('&')</script>"
PASSED, FAILED = Outcome.PASSED, Outcome.FAILED


def about(slug: str, title: str = "Title") -> Assignment:
    tasks = Task("f", 1.0), Task("g", 2.0)
    due = datetime(2027, 1, 1, tzinfo=UTC)
    return Assignment(slug, Path(), title, tasks, due, DEFAULT, Limits(), "v")


def tried(slug: str, kind: Kind, name: str, *outcomes: Outcome, note: str = "") -> Tried:
    seen = [Seen(f"check_{number}", outcome, "") for number, outcome in enumerate(outcomes)]
    return Tried(Trial(Variant(slug, kind, name, note=note), 0), tuple(seen))


RUNS = [
    tried("a", Kind.REFERENCE, "reference", PASSED, PASSED),
    tried("a", Kind.ALTERNATIVE, "one", PASSED, PASSED),
    tried("a", Kind.ALTERNATIVE, "two", PASSED, FAILED),
    tried("a", Kind.MISCONCEPTION, "mistake", FAILED, PASSED),
    tried("a", Kind.JUNK, "nothing", FAILED, FAILED),
    tried("a", Kind.MUTANT, "m1", FAILED),
    tried("a", Kind.MUTANT, "m2", PASSED),
    tried("a", Kind.MUTANT, "m3", FAILED),
    tried("a", Kind.EQUIVALENT, "m4", PASSED, PASSED, note="Because."),
    tried("b", Kind.REFERENCE, "reference", PASSED),
]
A = Row("a", "Title", 2, 2, 2, 1, 1, 4, 2, 1, 15, 1, 2, 0, 1)
B = Row("b", "Title", 2, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0)


def proved(found: list[Shortfall]) -> Proof:
    """Both assignments, with these shortfalls."""
    parts = []
    for slug, seconds in (("a", 60.06), ("b", 1.2)):
        runs = [run for run in RUNS if run.trial.variant.slug == slug]
        mine = [one for one in found if one.slug == slug]
        parts.append(prove(about(slug), runs, mine, 1, seconds))
    return combined(parts)


@pytest.fixture(scope="module")
def proof() -> Proof:
    return proved(shortfalls(RUNS))


def hostile() -> Proof:
    """A proof in which every word that comes from the course is HTML."""
    runs = [
        tried("a", Kind.MUTANT, HOSTILE, PASSED),
        tried("a", Kind.EQUIVALENT, HOSTILE, PASSED, note=HOSTILE),
    ]
    return prove(about("a", HOSTILE), runs, shortfalls(runs), 1, 1.0)


def test_a_row_counts_what_was_tried_and_what_was_wrong() -> None:
    extra = [Shortfall("a", Fault.FALSE_REJECT, "more"), Shortfall("a", Fault.UNDECLARED, "less")]
    clean = [run for run in RUNS if run.trial.variant.kind is not Kind.MISCONCEPTION]
    found = [*shortfalls(clean), *extra]
    assert proved(found).rows == (A, B)


def test_mutants_are_caught_or_survive_or_are_equivalent(proof: Proof) -> None:
    row = proof.rows[0]
    survivors = [text for _, _, text in proof.shortfalls if "survives" in text]
    assert row.mutants == row.caught + len(survivors) + row.equivalent


def test_a_mutant_that_survives_once_is_not_caught() -> None:
    runs = [Tried(Trial(Variant("a", Kind.MUTANT, "m"), seed), seen) for seed, seen in
            enumerate([(Seen("c", FAILED, ""),), (Seen("c", PASSED, ""),)])]  # fmt: skip
    (row,) = prove(about("a"), runs, shortfalls(runs), 2, 1.0).rows
    assert (row.mutants, row.caught, row.false_accepts, row.flakes) == (1, 0, 1, 1)


def test_the_total_is_the_sum_of_the_rows(proof: Proof) -> None:
    whole = total(proof)
    for _, field in COLUMNS[1:]:
        assert getattr(whole, field) == sum(getattr(row, field) for row in proof.rows), field
    assert whole.answers == sum(len(run.seen) for run in RUNS)


def test_equivalents_come_with_their_reasons(proof: Proof) -> None:
    assert proof.equivalents == (Equivalence("a", "m4", "Because."),)


@pytest.mark.parametrize(("fault", "broken"), [(f, f is Fault.BROKEN) for f in Fault])
def test_only_what_could_not_be_tried_breaks_a_proof(fault: Fault, broken: bool) -> None:
    assert prove(about("a"), [], [Shortfall("a", fault, "x")], 1, 1.0).broken is broken


def test_markdown_is_a_table_with_a_line_for_each_assignment(proof: Proof) -> None:
    lines = markdown(proof).splitlines()
    assert lines[0].startswith("| assignment | checks | alternatives |")
    assert {line.count("|") for line in lines[:5]} == {len(COLUMNS) + 1}
    assert [line.split(" | ")[0] for line in lines[2:5]] == ["| `a`", "| `b`", "| **total**"]
    assert lines[5:] == ["", summary(proof)]


def test_the_summary_says_how_much_and_how_long(proof: Proof) -> None:
    number = len(proof.shortfalls)
    assert summary(proof).startswith("16 checks run under 1 seed in 1 min 1 s on ")
    assert summary(proof).endswith(f": {number} shortfalls.")


def test_the_page_shows_every_number_and_every_shortfall(proof: Proof) -> None:
    cells = re.findall(r"<td[^>]*>([^<]*)", page(proof))
    for row in (*proof.rows, total(proof)):
        assert str(row.mutants) in cells
    for _, _, text in proof.shortfalls:
        assert text in page(proof)
    assert "falls short" in page(proof)
    assert "Because." in page(proof)


def test_the_page_of_a_proved_course_says_so() -> None:
    text = page(prove(about("a"), [], [], 1, 1.0))
    assert ">proved</span>" in text
    assert "None are listed." in text


def test_the_page_escapes_what_the_course_says() -> None:
    proof = hostile()
    assert len(proof.shortfalls) == len(proof.equivalents) == 1
    text = page(proof)
    assert "<script" not in text
    assert text.count("&lt;script&gt;") == 4  # the title, the survivor, the equivalent, its reason


def test_reports_are_three_files_and_json_comes_back_as_it_was(tmp_path: Path) -> None:
    proof = hostile()
    write_reports(proof, tmp_path / "new" / "report")
    files = {path.name: path for path in (tmp_path / "new" / "report").iterdir()}
    assert sorted(files) == ["verify.html", "verify.json", "verify.md"]
    assert msgspec.json.decode(files["verify.json"].read_bytes(), type=Proof) == proof
    assert files["verify.md"].read_text(encoding="utf-8") == markdown(proof)
    assert files["verify.html"].read_text(encoding="utf-8") == page(proof)


def test_page_runs_nothing_and_shows_its_style() -> None:
    """The policy lets in one style, by its digest: ours, byte for byte."""
    html = page(proved([]))
    (policy,) = re.findall(r'<meta http-equiv="Content-Security-Policy" content="(.*?)">', html)
    (style,) = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert "default-src 'none'" in policy
    assert f"style-src 'sha256-{digest}'" in policy
    assert not re.search(r"<script| style=|\bon\w+=|https?:|url\(|@import", html)


def test_page_shows_hostile_text_as_text() -> None:
    shortfall = Shortfall("a", Fault.FLAKE, HOSTILE + '"><img src=x onerror=alert(1)>')
    html = page(proved([shortfall]))
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;" in html
