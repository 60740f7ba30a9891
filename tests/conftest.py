from __future__ import annotations

import base64
import hashlib
import re
import signal
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from autograder.sandbox.zygote import Zygote
from autograder.wire.control import LAYERS

ROOT = Path(__file__).parent.parent
SCRIPT = (ROOT / "gradebook" / "pages" / "templates" / "report.js").read_text(encoding="utf-8")


@pytest.fixture(scope="session", autouse=True)
def ctrl_c_is_heard() -> None:
    """What a shell starts in the background ignores Ctrl-C, and so would all that tests start."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def course() -> Path:
    """The course that this repository holds."""
    return ROOT


@pytest.fixture(scope="session")
def zygote() -> Iterator[Zygote]:
    """A warm worker behind every fence; tests need a host that gives them all."""
    with Zygote(LAYERS) as warm:
        yield warm


class StrictPage(HTMLParser):
    """A page's elements and texts; every element that is begun must end, in turn."""

    VOID = ("meta", "br")

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).split())


def safe_page(page: str) -> StrictPage:
    """The page, which stands alone, runs nothing but our own script, and says so."""
    read = StrictPage(page)
    tags = {tag for tag, _ in read.elements}
    scripts = [attributes for tag, attributes in read.elements if tag == "script"]
    assert scripts in ([], [{}])
    assert scripts == [{}] * page.count(f"<script>{SCRIPT}</script>")
    assert not tags & {
        "iframe",
        "object",
        "embed",
        "form",
        "input",
        "link",
        "base",
        "img",
    }
    for tag, attributes in read.elements:
        assert not [name for name in attributes if name.startswith("on")]
        assert not attributes.keys() & {"src", "style", "action", "srcdoc", "xlink:href"}
        for name, value in attributes.items():
            assert "javascript:" not in (value or ""), (tag, name)
            assert name != "href" or not (value or "").startswith(("http", "data", "/"))
    policies = [a["content"] or "" for _, a in read.elements if "http-equiv" in a]
    assert policies[0].startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:")
    digest = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
    assert re.findall(r"script-src ([^;]*)", policies[0]) == [f"'sha256-{digest}'"] * len(scripts)
    return read


@pytest.fixture
def read_page() -> Callable[[str], StrictPage]:
    """Reads a page that must be whole and safe."""
    return safe_page
