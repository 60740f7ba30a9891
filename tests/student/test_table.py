"""What a notebook shows: gold text, and HTML that lets nothing through."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from autograder.checks.verdict import CheckRun
from autograder.outcome import Outcome
from autograder.student.bundle import Bundle
from autograder.student.table import Table, summary

GOLD = """Doubling & more

double
  ✗ For ones it is twos.
      `result` is <b>1</b>.
  – Done twice it is four times as much.
      Not run.

0 of 2 visible checks pass. They decide 1 of 6 points; \
hidden checks, with other numbers, decide the rest."""


def table(bundle: Bundle, first: str, second: str = "Not run.") -> Table:
    one, other = (check.spec for check in bundle.checks)
    runs = [CheckRun(one, Outcome.FAILED, first), CheckRun(other, Outcome.SKIPPED, second)]
    return Table(bundle, runs)


def test_as_text(bundle: Bundle) -> None:
    assert repr(table(bundle, "`result` is <b>1</b>.")) == GOLD


def test_as_html(bundle: Bundle) -> None:
    html = table(bundle, "`result` is <b>1</b>.")._repr_html_()
    assert "Doubling &amp; more" in html
    assert "<code>result</code> is &lt;b&gt;1&lt;/b&gt;." in html
    assert "0 of 2 visible checks pass" in html
    assert re.findall(r">([✓✗–])<", html) == ["✗", "–"]


class Tags(HTMLParser):
    """Notes every tag and its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen |= {tag, *(name for name, _ in attrs)}


HARMLESS = {
    "div", "table", "tr", "th", "td", "code", "style", "colspan", "scope", "title", "tbody"
}  # fmt: skip


@given(st.text(alphabet="`<>&\"'= abcoslink/!-", max_size=40))
def test_no_message_makes_a_tag(text: str) -> None:
    bundle = made()
    parser = Tags()
    parser.feed(table(bundle, text, text)._repr_html_())
    assert parser.seen <= HARMLESS


def made() -> Bundle:
    from autograder.student.bundle import BundledTask, VisibleCheck
    from autograder.wire.limits import Limits

    checks = [VisibleCheck(name, "double", name, 0) for name in ("one", "two")]
    task = BundledTask("double", 1)
    return Bundle(1, "s", "T", "1", [task], Limits(), checks, [], [], [], [])


def test_the_html_takes_its_colours_from_the_page(bundle: Bundle) -> None:
    html = table(bundle, "x")._repr_html_()
    assert "background:#" not in html
    assert set(re.findall(r"[^-]color:(\S+?)[;\"]", html)) == {"inherit", "#e5534b", "#8b949e"}


def test_points_are_those_of_the_tasks_asked_for(bundle: Bundle) -> None:
    assert summary(bundle, [], ["triple"]).endswith("decide all 2.")
    assert "1 of 4 points" in summary(bundle, [], ["double"])
