"""A teacher's pages in a real browser: searching, sorting, and whether everybody can read them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from gradebook.pages.feedback import write_feedback
from gradebook.pages.report import write_report
from gradebook.pages.similar import AssignmentLeads, Lead, Side, write_similar
from gradebook.records import Attempt, CheckResult, Student
from gradebook.store import Gradebook

pytestmark = pytest.mark.slow
RUDE = "<img src=x onerror=alert(1)><script>alert(1)</script>"
Probe = Callable[..., Any]

SCORES = """
  const table = document.querySelector('[aria-label="Students"] table');
  const scores = () => [...table.tBodies[0].rows].filter((row) => !row.hidden)
    .map((row) => row.cells[1].textContent.trim());
"""
SORT = (
    SCORES
    + """
  const head = table.tHead.rows[0].cells[1];
  const told = [scores().slice(0, 3)];
  for (let click = 0; click < 3; click += 1) {
    head.querySelector("button").click();
    told.push([head.getAttribute("aria-sort"), scores().at(0), scores().at(-1)]);
  }
  return told;
"""
)
SCORES_OF_ALL = """
  const table = document.querySelector("table");
  table.tHead.rows[0].cells[2].querySelector("button").click();
  const scores = [...table.tBodies[0].rows].map((row) => row.cells[2].textContent.trim());
  return [...scores.slice(0, 3), ...scores.slice(-2).sort().reverse()];
"""
SEARCH = (
    SCORES
    + """
  const tools = table.closest(".scroll").previousElementSibling;
  const search = tools.querySelector("input"), pick = tools.querySelector("select");
  const left = (words, status) => {
    search.value = words;
    search.dispatchEvent(new Event("input"));
    pick.value = status;
    pick.dispatchEvent(new Event("change"));
    return [scores().length, tools.querySelector("output").textContent];
  };
  return [
    left("", ""), left("S3", ""), left("berg s7", ""), left("nobody", ""), left("<img", ""),
    left("", "missing"), left("", "graded"),
    [...pick.options].map((option) => option.text), document.querySelectorAll("img").length,
  ];
"""
)
POINT = """
  const map = document.querySelector("svg.map"), box = map.getBoundingClientRect();
  const at = (x, y) => {
    const place = { clientX: box.left + x, clientY: box.top + y, bubbles: true };
    map.dispatchEvent(new PointerEvent("pointermove", place));
    return document.querySelector("[data-pointed]").textContent.trim();
  };
  return [at(165, 125), at(200, 140), at(10, 10)];
"""
READABLE = """
  for (const part of document.querySelectorAll("details")) part.open = true;
  const found = await axe.run();
  const told = found.violations.map((one) => `${one.id}: ${one.nodes[0].html}`);
  const wide = document.documentElement.scrollWidth - innerWidth;
  return [found.passes.length > 10, told, wide];
"""


@pytest.fixture
def report(
    book: Gradebook, attempt: Callable[..., Attempt], check: CheckResult, tmp_path: Path
) -> Path:
    """A class of fifteen, one of whom has a rude name; the last two are missing and waited for."""
    book.put_roster([Student(f"s{i}", f"Berg {i}" if i else RUDE, f"Bo {i}") for i in range(15)])
    other = replace(check, task="jacobian", check="check_mean")
    wrong = replace(other, outcome="failed", points=0.0, misconception="m", hint="h", message="no")
    for i in range(13):
        about = {"student_id": f"s{i}", "score": 10.0 - i / 2}
        late = attempt().submitted_at + timedelta(hours=i)
        checks = (check, wrong if i else other)
        book.record(attempt(**about, submitted_at=late, checks=checks))
    review = {"status": "needs_review", "score": None, "note": RUDE, "checks": ()}
    book.record(attempt(student_id="s13", **review))
    write_report(book, tmp_path / "report")
    return tmp_path / "report"


def test_numbers_are_sorted_both_ways_and_back(report: Path, probe: Probe) -> None:
    first, down, up, back = probe(report / "assignments" / "autograd.html", SORT)
    assert down == ["descending", "10", "–"]
    assert up == ["ascending", "3.6", "–"]  # what has no score stays last
    assert (back[0], first[0]) == (None, back[1])


def test_what_waits_for_a_person_is_sorted_as_no_score(report: Path, probe: Probe) -> None:
    assert probe(report / "students.html", SCORES_OF_ALL) == ["10", "8.55✱", "8.1✱", "–", "? –"]


def test_rows_are_found_by_name_id_and_status(report: Path, probe: Probe) -> None:
    found = probe(report / "assignments" / "autograd.html", SEARCH)
    assert found == [
        *([15, ""], [1, "1 of 15"], [1, "1 of 15"], [0, "0 of 15"], [1, "1 of 15"]),
        *([1, "1 of 15"], [13, "13 of 15"]),
        *(["all", "graded", "missing", "needs review"], 0),
    ]


def test_a_point_of_the_map_is_told(report: Path, probe: Probe) -> None:
    first, second, nothing = probe(report / "assignments" / "autograd.html", POINT)
    assert first == f"{RUDE}, Bo 0: test_vjp_of_matmul passed"
    assert second == "Berg 1, Bo 1: check_mean failed"
    assert nothing == ""


@pytest.mark.parametrize(("width", "dark"), [(500, False), (1280, True)])
def test_pages_are_for_everybody(
    report: Path, book: Gradebook, probe: Probe, width: int, dark: bool
) -> None:
    axe = (resources.files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8")
    write_feedback(book, report / "feedback", {"passed": "Right.", "failed": "Wrong."})
    sides = Side("s1", (("x = 1\n" * 40, True),)), Side(RUDE, (("y\n" * 9, False), ("z", True)))
    alike = AssignmentLeads("autograd", "Autograd", 15, (Lead(*sides, 0.5, 200),))
    write_similar([alike, replace(alike, slug="other")], report / "similar")
    names = ("index", "students", "assignments/autograd", "students/s1")
    similar = ("similar/index", "similar/autograd")
    for name in (*names, *similar, "feedback/s1/autograd/autograd"):
        page = report / f"{name}.html"
        assert probe(page, READABLE, width, dark, axe) == [True, [], 0], name
